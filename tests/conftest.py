"""What all tests share: a PostgreSQL of their own (unless DATABASE_URL names one), the cast, the dice."""

import os
from collections.abc import Iterator

import psutil
import psycopg
import pytest
from django.db import connections
from hypothesis import settings
from psycopg import sql

from speeches import embedded
from speeches.accounts.models import Office, User
from tests.cast import make_curator, make_drafter, make_leader, make_office, make_outsider

PREFIX = "test_zhibi_"

# New examples are sought at a desk. What lands must not hang on the dice of one run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Name the test database after this process, so that two runs in one checkout do not meet."""
    database = connections["default"].settings_dict
    database["TEST"]["NAME"] = f"{PREFIX}{os.getpid()}"
    if os.environ.get("DATABASE_URL"):
        yield
        return
    embedded.TESTS.attach()
    database["HOST"] = str(embedded.TESTS.socket_dir)
    drop_leftovers()
    yield
    # Stopped at exit, after Django has dropped the test database.


def drop_leftovers() -> None:
    """Drop the databases of runs that were killed."""
    with psycopg.connect(embedded.TESTS.url, autocommit=True) as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        for (name,) in names.fetchall():
            if not psutil.pid_exists(int(name.removeprefix(PREFIX))):
                # FORCE: a browser's server of the killed run may still hold a connection for a moment.
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def drafter(office: Office) -> User:
    return make_drafter(office)


@pytest.fixture
def leader(office: Office) -> User:
    return make_leader(office)


@pytest.fixture
def curator(office: Office) -> User:
    return make_curator(office)


@pytest.fixture
def outsider(db: None) -> User:
    return make_outsider()
