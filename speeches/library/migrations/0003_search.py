"""The library's search: bigrams and labels of every entry in one index, kept in step by triggers."""

import django.contrib.postgres.fields
from django.db import migrations, models

# Frozen copies: a migration does not change with the code. The table is `search.folding`'s.
FOLD_FROM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～“”「」‘’\u3000'
FOLD_TO = 'abcdefghijklmnopqrstuvwxyz!"#$%&\'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~""""\'\' '

FUNCTIONS = """
CREATE FUNCTION library_fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT pg_catalog.translate(t, '%s', '%s') $$;

-- Every two neighbouring characters of a folded text, an end mark, and the labels. Everything in it is of
-- pg_catalog, so that a dump can be restored. Labels begin with a capital, which folded text never has.
CREATE FUNCTION library_bigrams(t text, labels text[]) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 400
AS $$
DECLARE
    c text[] := pg_catalog.string_to_array(pg_catalog.left(t, 100000) || '$', NULL);
BEGIN
    RETURN pg_catalog.array_to_tsvector(labels || ARRAY(
        SELECT a || b FROM unnest(c, c[2:]) AS pair(a, b) WHERE b IS NOT NULL
    ));
END $$;

-- Trust first, then use, then freshness (twenty years are worth one mark of quality).
CREATE FUNCTION library_rank(quality integer, uses integer, fresh_at timestamptz) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT quality + ln(1 + uses) + extract(epoch FROM fresh_at)::double precision / 631152000 $$;

-- What an entry can be filtered by and who sees it; the letters are explained in `search.labels`.
CREATE FUNCTION library_entry_labels(e library_entry) RETURNS text[]
LANGUAGE sql STABLE SET search_path FROM CURRENT
AS $$
    SELECT array_remove(ARRAY[
        'K' || e.kind,
        'F' || e.function,
        'S' || e.state,
        'O' || e.office_id,
        CASE WHEN e.state = 'active' THEN 'A' || e.office_id END,
        CASE WHEN e.state = 'active' AND e.scope = 'subtree' THEN 'P' || e.office_id END,
        'Y' || coalesce(extract(year FROM coalesce(e.source_on, e.valid_from))::text,
                        substring(e.source FROM '(?:19|20)\\d\\d'))
    ], NULL)
    || ARRAY(SELECT 'L' || level FROM unnest(ARRAY['省', '市', '县', '派驻', '企业']) level
             WHERE e.audience = '' OR strpos(e.audience, level) > 0)
    || ARRAY(SELECT 'T' || theme_id FROM library_entry_themes WHERE entry_id = e.id ORDER BY 1)
    || ARRAY(SELECT 'C' || occasion_id FROM library_entry_occasions WHERE entry_id = e.id ORDER BY 1)
$$;

CREATE FUNCTION library_search_entries(ids uuid[]) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
AS $$
    INSERT INTO library_searchrow AS r
        (id, text, labels, fresh_at, valid_from, retired_on, uses, rank, is_top, is_recent, is_used)
    SELECT e.id, library_fold(e.title || E'\\n' || e.text), library_entry_labels(e), f.fresh_at,
        e.valid_from, e.retired_on, u.uses, k.rank,
        coalesce(k.rank > s.top_rank, false),
        coalesce(f.fresh_at > s.recent_from, false),
        coalesce(u.uses > s.used_from, false)
    FROM library_entry e
    LEFT JOIN library_searchrow old ON old.id = e.id
    LEFT JOIN library_searchstatistics s ON s.id = 1
    CROSS JOIN LATERAL (SELECT coalesce(
        coalesce(e.source_on, e.valid_from)::timestamp AT TIME ZONE 'UTC', e.created_at) AS fresh_at) f
    CROSS JOIN LATERAL (SELECT coalesce(old.uses, 0) AS uses) u
    CROSS JOIN LATERAL (SELECT library_rank(e.quality, u.uses, f.fresh_at)
        -- What is past its validity sinks; `refresh_statistics` looks for what has passed it since.
        - CASE WHEN e.valid_until < current_date THEN 10 ELSE 0 END AS rank) k
    WHERE e.id = ANY (ids)
    ORDER BY e.id  -- two writers lock the rows in one order
    ON CONFLICT (id) DO UPDATE SET
        (text, labels, fresh_at, valid_from, retired_on, uses, rank, is_top, is_recent, is_used) =
        (excluded.text, excluded.labels, excluded.fresh_at, excluded.valid_from, excluded.retired_on,
         excluded.uses, excluded.rank, excluded.is_top, excluded.is_recent, excluded.is_used)
    -- A saved entry whose words and labels are the same costs the index nothing.
    WHERE (r.text, r.labels, r.fresh_at, r.valid_from, r.retired_on, r.rank) IS DISTINCT FROM
        (excluded.text, excluded.labels, excluded.fresh_at, excluded.valid_from, excluded.retired_on,
         excluded.rank)
$$;

CREATE FUNCTION library_entry_written() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN PERFORM library_search_entries(ARRAY(SELECT id FROM changed)); RETURN NULL; END $$;

CREATE FUNCTION library_entry_sorted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN PERFORM library_search_entries(ARRAY(SELECT DISTINCT entry_id FROM changed)); RETURN NULL; END $$;

CREATE FUNCTION library_entry_gone() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN DELETE FROM library_searchrow WHERE id IN (SELECT id FROM changed); RETURN NULL; END $$;

CREATE TRIGGER search_written AFTER INSERT ON library_entry
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_written();
CREATE TRIGGER search_rewritten AFTER UPDATE ON library_entry
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_written();
CREATE TRIGGER search_gone AFTER DELETE ON library_entry
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_gone();
"""

SORTED = """
CREATE TRIGGER search_sorted AFTER INSERT ON %(table)s
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_sorted();
CREATE TRIGGER search_resorted AFTER UPDATE ON %(table)s
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_sorted();
CREATE TRIGGER search_unsorted AFTER DELETE ON %(table)s
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_entry_sorted();
"""

# fastupdate off: a list of pending rows would be read from end to end by every search.
INDEXES = """
CREATE INDEX search_words ON library_searchrow USING gin (library_bigrams(text, labels)) WITH (fastupdate = off);
CREATE INDEX search_words_top ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_top;
CREATE INDEX search_words_recent ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_recent;
CREATE INDEX search_words_used ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_used;
"""

BEGIN = """
INSERT INTO library_searchstatistics (id, version, rows, due_at) VALUES (1, 0, 0, now() + interval '1 hour');
SELECT library_search_entries(ARRAY(SELECT id FROM library_entry));
"""

REVERSE = """
DROP TRIGGER search_written ON library_entry;
DROP TRIGGER search_rewritten ON library_entry;
DROP TRIGGER search_gone ON library_entry;
DROP TRIGGER search_sorted ON library_entry_themes;
DROP TRIGGER search_resorted ON library_entry_themes;
DROP TRIGGER search_unsorted ON library_entry_themes;
DROP TRIGGER search_sorted ON library_entry_occasions;
DROP TRIGGER search_resorted ON library_entry_occasions;
DROP TRIGGER search_unsorted ON library_entry_occasions;
DROP INDEX search_words, search_words_top, search_words_recent, search_words_used;
DROP FUNCTION library_entry_written, library_entry_sorted, library_entry_gone, library_search_entries,
    library_entry_labels, library_rank, library_bigrams, library_fold;
"""


def create(apps, schema_editor):
    def literal(text):
        return text.replace("'", "''")

    execute = schema_editor.connection.cursor().execute
    execute(FUNCTIONS.replace("%s", literal(FOLD_FROM), 1).replace("%s", literal(FOLD_TO), 1))
    for table in ("library_entry_themes", "library_entry_occasions"):
        execute(SORTED.replace("%(table)s", table))
    execute(BEGIN)
    execute(INDEXES)


def drop(apps, schema_editor):
    schema_editor.connection.cursor().execute(REVERSE)


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0002_entry_life'),
    ]

    operations = [
        migrations.CreateModel(
            name='LexemeFrequency',
            fields=[
                ('lexeme', models.TextField(primary_key=True, serialize=False)),
                ('rows', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchStatistics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('top_rank', models.FloatField(null=True)),
                ('recent_from', models.DateTimeField(null=True)),
                ('used_from', models.PositiveIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('rank', models.FloatField(default=0)),
                ('fresh_at', models.DateTimeField()),
                ('uses', models.PositiveIntegerField(default=0)),
                ('valid_from', models.DateField(null=True)),
                ('retired_on', models.DateField(null=True)),
                ('is_top', models.BooleanField(default=False)),
                ('is_recent', models.BooleanField(default=False)),
                ('is_used', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['-rank', 'id'], name='search_by_rank'), models.Index(fields=['-fresh_at', 'id'], name='search_by_freshness'), models.Index(fields=['-uses', '-rank', 'id'], name='search_by_use')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
