"""The database itself refuses to change or delete a row of the log, whoever asks."""

from django.db import migrations

GUARD = """
CREATE FUNCTION accounts_actionlog_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'accounts_actionlog is append-only'; END $$;
CREATE TRIGGER accounts_actionlog_append_only BEFORE UPDATE OR DELETE ON accounts_actionlog
FOR EACH ROW EXECUTE FUNCTION accounts_actionlog_refuse();
"""
UNGUARD = """
DROP TRIGGER accounts_actionlog_append_only ON accounts_actionlog;
DROP FUNCTION accounts_actionlog_refuse();
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0001_initial"),)
    operations = (migrations.RunSQL(GUARD, UNGUARD),)
