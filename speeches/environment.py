"""What the environment says: folders, switches, the secret key, the database's address."""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()

NO = {"", "0", "no", "off", "false"}


def flag(name: str, *, default: bool) -> bool:
    """Read a switch: 0, no, off, false and nothing mean off."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() not in NO


def words(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def fingerprint(folder: Path) -> str:
    """Digest of all files of a folder. Some milliseconds for a few megabytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def secret_key() -> str:
    """Return SECRET_KEY, or the key kept in var/, made there when absent and readable by the owner only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    try:
        if not path.exists():
            write_secret(path)
        return path.read_text().strip()
    except PermissionError:
        sentence = f"没有权限读写 {path}。请用当初启动执笔的用户运行，或设置 SECRET_KEY。"
        raise ImproperlyConfigured(sentence) from None
    except OSError as error:
        sentence = f"不能读写 {path}：{error.strerror}。请检查 VAR_DIR 所指的文件夹和磁盘空间。"
        raise ImproperlyConfigured(sentence) from None


def write_secret(path: Path) -> None:
    """Write a new key so that two processes starting together end up with the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def database(url: str) -> dict[str, object]:
    """Turn postgresql://user:password@host:port/name?option=value into Django's settings.

    `?host=/folder` names the folder of a Unix socket, as in PostgreSQL's own tools.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL 应以 postgresql:// 开头：执笔只支持 PostgreSQL。")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "speeches.database",
        "NAME": unquote(parts.path.lstrip("/")) or "zhibi",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
