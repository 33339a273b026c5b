"""Past speeches are found line by line, in the one index; triggers keep their rows in step."""

import django.db.models.deletion
from django.db import migrations, models

# Line 0 is the whole speech: its title block. What is in the block is not a line of its own again.
# They stand by rank below every entry, the newest first.
FUNCTIONS = """
CREATE FUNCTION library_search_sources(ids uuid[]) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
AS $$
    DELETE FROM library_searchrow WHERE source_id = ANY (ids);
    WITH speech AS (
        SELECT d.*, f.fresh_at, jsonb_array_length(d.manuscript_json -> 'front') AS front,
            array_remove(ARRAY['O' || d.office_id, 'Y' || extract(year FROM d.spoken_on)::text], NULL) AS labels
        FROM library_sourcedocument d CROSS JOIN LATERAL
            (SELECT coalesce(d.spoken_on::timestamp AT TIME ZONE 'UTC', d.created_at) AS fresh_at) f
        WHERE d.id = ANY (ids)
    ), line AS (
        SELECT s.id, 0 AS line, concat_ws(E'\\n', s.title, s.speaker, s.filename) AS text,
            ARRAY['Ksource', 'Kspeech'] AS kind
        FROM speech s
        UNION ALL
        SELECT s.id, l.line, E'\\n' || l.text, ARRAY['Ksource']
        FROM speech s, string_to_table(s.text, E'\\n') WITH ORDINALITY l(text, line)
        WHERE l.line > s.front AND l.text <> ''
    )
    INSERT INTO library_searchrow
        (id, source_id, line, text, labels, fresh_at, uses, rank, is_top, is_recent, is_used)
    SELECT gen_random_uuid(), s.id, l.line, library_fold(l.text), l.kind || s.labels, s.fresh_at, 0,
        library_rank(0, 0, s.fresh_at) - 20, false, false, false
    FROM speech s JOIN line l USING (id)
$$;

CREATE FUNCTION library_source_written() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN PERFORM library_search_sources(ARRAY(SELECT id FROM changed)); RETURN NULL; END $$;

CREATE FUNCTION library_source_gone() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN DELETE FROM library_searchrow WHERE source_id IN (SELECT id FROM changed); RETURN NULL; END $$;

CREATE TRIGGER search_written AFTER INSERT ON library_sourcedocument
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_source_written();
CREATE TRIGGER search_rewritten AFTER UPDATE ON library_sourcedocument
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_source_written();
CREATE TRIGGER search_gone AFTER DELETE ON library_sourcedocument
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION library_source_gone();
"""

BEGIN = "SELECT library_search_sources(ARRAY(SELECT id FROM library_sourcedocument));"

REVERSE = """
DROP TRIGGER search_written ON library_sourcedocument;
DROP TRIGGER search_rewritten ON library_sourcedocument;
DROP TRIGGER search_gone ON library_sourcedocument;
DROP FUNCTION library_source_written, library_source_gone, library_search_sources;
DELETE FROM library_searchrow WHERE source_id IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0007_wording'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchrow',
            name='source',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.sourcedocument'),
        ),
        migrations.AddField(
            model_name='searchrow',
            name='line',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='searchrow',
            index=models.Index(condition=models.Q(('source__isnull', False)), fields=['source'], name='search_by_source'),
        ),
        migrations.RunSQL(FUNCTIONS, REVERSE),
        # In a step of its own: rows written beside pending foreign keys would bar what follows.
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
