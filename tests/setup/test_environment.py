"""What the environment means: the secret key, the database's address, where demo accounts are welcome."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from speeches import environment
from speeches.environment import BASE_DIR, database, fingerprint, flag, secret_key

FOREIGN = "postgresql://zhibi:secret@db.example:5433/speeches"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment, "VAR_DIR", tmp_path / "var")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return tmp_path / "var"


def test_secret_key_is_made_once_and_is_the_owners(var: Path) -> None:
    key = secret_key()
    assert len(key) >= 50
    assert secret_key() == key
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in var.iterdir()] == ["secret-key"]


def test_secret_key_of_the_environment_wins(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key() == "given"
    assert not var.exists()


def test_second_process_that_starts_together_gets_the_same_key(var: Path) -> None:
    key = secret_key()
    environment.write_secret(var / "secret-key")
    assert secret_key() == key


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("on", True), ("0", False), ("No", False), ("", False)]
)
def test_switches(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCH", value)
    assert flag("SWITCH", default=not expected) is expected


def test_database_by_network() -> None:
    settings = database("postgresql://zhi%40bi:s%2Fecret@db.example:5433/speeches?sslmode=require")
    assert (settings["USER"], settings["PASSWORD"]) == ("zhi@bi", "s/ecret")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "speeches")
    assert settings["OPTIONS"] == {"sslmode": "require"}
    assert settings["CONN_HEALTH_CHECKS"] is True


def test_database_by_unix_socket() -> None:
    settings = database("postgresql:///speeches?host=/run/postgresql")
    assert (settings["HOST"], settings["PORT"], settings["OPTIONS"]) == ("/run/postgresql", "", {})


def test_other_databases_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="只支持 PostgreSQL"):
        database("mysql://root@localhost/speeches")


def test_fingerprint_changes_with_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("red")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert fingerprint(tmp_path) != first


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "demo=True debug=False foreign=False"),
        ({"DEMO": "0"}, "demo=False debug=False foreign=False"),
        ({"DATABASE_URL": FOREIGN}, "demo=False debug=False foreign=True"),
        ({"DATABASE_URL": FOREIGN, "DEMO": "1"}, "demo=False debug=False foreign=True"),
        ({"DATABASE_URL": FOREIGN, "DEBUG": "1"}, "demo=True debug=True foreign=True"),
    ],
)
def test_demo_is_never_beside_real_data(variables: dict[str, str], expected: str, tmp_path: Path) -> None:
    script = (
        "from speeches import settings as s;"
        "print(f'demo={s.DEMO} debug={s.DEBUG} foreign={s.HAS_FOREIGN_DATABASE}')"
    )
    clean = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG", "DEMO")
    }
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=BASE_DIR,
        env=clean | {"VAR_DIR": str(tmp_path)} | variables,
        check=True,
        capture_output=True,
        text=True,
    )
    assert result.stdout.strip() == expected


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_names_versions_and_hashes_only(name: str) -> None:
    text = (BASE_DIR / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    requirements = text.replace("\\\n", " ").splitlines()
    assert all("==" in line and "--hash=sha256:" in line for line in requirements)
