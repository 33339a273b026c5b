"""A search row is written once for a transaction, at its end; a random part of the rows is marked for counting."""

from django.db import migrations

# The last byte of a UUID is random. A row of 4, of 16, of 64, of 256 has the label: a sample of what fits any
# query is then a query itself.
SAMPLE = """
CREATE FUNCTION library_sample(id uuid) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT array_remove(ARRAY[CASE WHEN b % 4 = 0 THEN 'Z4' END, CASE WHEN b % 16 = 0 THEN 'Z16' END,
        CASE WHEN b % 64 = 0 THEN 'Z64' END, CASE WHEN b = 0 THEN 'Z256' END], NULL)
    FROM pg_catalog.get_byte(pg_catalog.uuid_send(id), 15) b
$$;
"""

ENTRY_LABELS = """
CREATE OR REPLACE FUNCTION library_entry_labels(e library_entry) RETURNS text[]
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
    {sample}
$$;
"""

SOURCES = """
CREATE OR REPLACE FUNCTION library_search_sources(ids uuid[]) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
AS $$
    DELETE FROM library_searchrow WHERE source_id = ANY (ids);
    WITH speech AS (
        SELECT d.*, f.fresh_at, jsonb_array_length(d.manuscript_json -> 'front') AS front,
            array_remove(ARRAY['O' || d.office_id, 'Y' || extract(year FROM d.spoken_on)::text], NULL) AS labels
        FROM library_sourcedocument d CROSS JOIN LATERAL
            (SELECT coalesce(d.spoken_on::timestamp AT TIME ZONE 'UTC', d.created_at) AS fresh_at) f
        WHERE d.id = ANY (ids)
    ), line AS MATERIALIZED (
        SELECT gen_random_uuid() AS own_id, l.* FROM (
            SELECT s.id, 0 AS line, concat_ws(E'\\n', s.title, s.speaker, s.filename) AS text,
                ARRAY['Ksource', 'Kspeech'] AS kind
            FROM speech s
            UNION ALL
            SELECT s.id, l.line, E'\\n' || l.text, ARRAY['Ksource']
            FROM speech s, string_to_table(s.text, E'\\n') WITH ORDINALITY l(text, line)
            WHERE l.line > s.front AND l.text <> ''
        ) l
    )
    INSERT INTO library_searchrow
        (id, source_id, line, text, labels, fresh_at, uses, rank, is_top, is_recent, is_used)
    SELECT l.own_id, s.id, l.line, library_fold(l.text), l.kind || s.labels {sample}, s.fresh_at, 0,
        library_rank(0, 0, s.fresh_at) - 20, false, false, false
    FROM speech s JOIN line l USING (id)
$$;
"""

# An entry, its themes and its occasions are written one after the other: each would renew the row, and with it
# a hundred places of the index. What is due is noted instead, and done at the end of the transaction; whoever
# searches before says SET CONSTRAINTS search_row_due IMMEDIATE. Nobody ever sees the notes of another.
AT_COMMIT = """
CREATE TABLE library_searchdue (id uuid NOT NULL);

CREATE FUNCTION library_search_due() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
DECLARE ids uuid[];
BEGIN
    WITH done AS (DELETE FROM library_searchdue RETURNING id) SELECT array_agg(DISTINCT id) INTO ids FROM done;
    IF ids IS NOT NULL THEN PERFORM library_search_entries(ids); END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER search_row_due AFTER INSERT ON library_searchdue
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION library_search_due();

CREATE OR REPLACE FUNCTION library_entry_written() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN INSERT INTO library_searchdue SELECT id FROM changed; RETURN NULL; END $$;

CREATE OR REPLACE FUNCTION library_entry_sorted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN INSERT INTO library_searchdue SELECT DISTINCT entry_id FROM changed; RETURN NULL; END $$;
"""

AT_ONCE = """
CREATE OR REPLACE FUNCTION library_entry_written() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN PERFORM library_search_entries(ARRAY(SELECT id FROM changed)); RETURN NULL; END $$;

CREATE OR REPLACE FUNCTION library_entry_sorted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN PERFORM library_search_entries(ARRAY(SELECT DISTINCT entry_id FROM changed)); RETURN NULL; END $$;

DROP TABLE library_searchdue;
DROP FUNCTION library_search_due, library_sample;
"""

# A quarter of the rows changes: the indexes are made anew rather than mended row by row.
MARK = """
DROP INDEX search_words, search_words_top, search_words_recent, search_words_used;
UPDATE library_searchrow SET labels = labels || library_sample(id) WHERE cardinality(library_sample(id)) > 0;
CREATE INDEX search_words ON library_searchrow USING gin (library_bigrams(text, labels)) WITH (fastupdate = off);
CREATE INDEX search_words_top ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_top;
CREATE INDEX search_words_recent ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_recent;
CREATE INDEX search_words_used ON library_searchrow USING gin (library_bigrams(text, labels))
    WITH (fastupdate = off) WHERE is_used;
"""


def filled(sql, sample):
    return sql.replace("{sample}", sample)


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0008_past_speeches'),
    ]

    operations = [
        migrations.RunSQL(SAMPLE + AT_COMMIT, AT_ONCE),
        migrations.RunSQL(filled(ENTRY_LABELS, "|| library_sample(e.id)"), filled(ENTRY_LABELS, "")),
        migrations.RunSQL(filled(SOURCES, "|| library_sample(l.own_id)"), filled(SOURCES, "")),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
