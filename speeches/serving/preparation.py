"""Bring the database to what this version needs: its tables, the library's fixtures, the demo."""

import contextlib
import hashlib

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError

from speeches.environment import BASE_DIR, VAR_DIR, fingerprint
from speeches.serving.errors import ServingError

FIXTURES = BASE_DIR / "fixtures"
OLDEST_POSTGRESQL = 15
LETTERS = "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()"
STAMP = VAR_DIR / "loaded"
# The office of most demo people: its curator can try everything, the offices below read what it publishes.
DEMO_LIBRARY = "云川市纪委监委"


def prepare() -> None:
    """Migrate and load what is new. Cheap when there is nothing to do. Raises ServingError."""
    refuse_unfit_database()
    is_migrated = migrate()
    wanted = wanted_stamp()
    if is_migrated or not STAMP.exists() or STAMP.read_text() != wanted:
        load_fixtures()
        STAMP.write_text(wanted)
    tidy()
    connections.close_all()


def refuse_unfit_database() -> None:
    """Say what is wrong with a database before anything is written to it."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise ServingError(f"连不上数据库，请检查 DATABASE_URL 和数据库服务。原因：{reason}") from None
    if connection.pg_version < OLDEST_POSTGRESQL * 10000:
        raise ServingError(f"数据库版本太低：需要 PostgreSQL {OLDEST_POSTGRESQL} 或更新的版本。")
    with connection.cursor() as cursor:
        cursor.execute(LETTERS)
        encoding, letters = cursor.fetchone()
    if encoding != "UTF8" or letters in ("C", "POSIX"):
        found = f"数据库的编码是 {encoding}、字符类型是 {letters}"
        raise ServingError(f"{found}，中文检索会失效。请按 README 用 UTF8 和 C.UTF-8 重新建库。")


def tidy() -> None:
    """Forget what has expired, and queue again what was broken off."""
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", verbosity=0)
    take_up()


def take_up() -> None:
    """Queue again what a worker was reading when it ended. Only while no worker runs: its files are free.

    A database that is down is no reason to stop: whoever looks at the batch has it taken up then.
    """
    with contextlib.suppress(DatabaseError):
        call_command("import_speeches", resume=True)
        call_command("take_up_returns")
    connections.close_all()


def remind() -> None:
    """Have the worker remind people of what is due, and forget PDFs that nobody is to keep.

    A database that is down is asked again later.
    """
    with contextlib.suppress(DatabaseError):
        call_command("remind")
        call_command("forget_pdfs")
    connections.close_all()


def load_fixtures() -> None:
    """Load the library; on a demo with its offices and people first, and their drafts last."""
    if not settings.DEMO:
        call_command("load_library", verbosity=0)
        return
    call_command("load_demo", verbosity=0)
    call_command("load_library", office=DEMO_LIBRARY, verbosity=0)
    call_command("load_demo_drafts", verbosity=0)
    call_command("load_demo_reviews", verbosity=0)


def migrate() -> bool:
    """Apply open migrations; return whether there were any."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def wanted_stamp() -> str:
    """Name the fixtures and where they were loaded: changes when either does."""
    where = hashlib.sha256(settings.DATABASE_URL.encode()).hexdigest()[:12]
    return f"{where} {fingerprint(FIXTURES)} {settings.DEMO}"
