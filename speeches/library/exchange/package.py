"""A library package: one zip file of JSON parts, a manifest with their checksums, a signature over it.

Format 2: manifest.json {format, made_by, id, created_at, office, counts, parts: {name: sha256}},
signature.json {algorithm, public_key, signature} (base64), and the PARTS. Nothing else may be inside.
Format 1 had no expressions and confusables.
"""

import base64
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from speeches.accounts.models import Office
from speeches.library.models import Confusable, Entry, Expression, Occasion, Outline, Theme
from speeches.library.models.package import PackageKey

from .archive import BROKEN, Limits, unpack
from .errors import ExchangeError
from .keys import fingerprint, is_signed, sign
from .rows import (
    Row,
    checked_entry,
    checked_outline,
    checked_wording,
    entry_row,
    fill_entry,
    fill_outline,
    outline_row,
    tag_name,
    wording_row,
)

FORMAT = 2
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
FIRST_PARTS = ("themes.json", "occasions.json", "entries.json", "outlines.json", "withdrawn.json")
WORDING_PARTS = {"expressions.json": Expression, "confusables.json": Confusable}
PARTS = (*FIRST_PARTS, *WORDING_PARTS)
ROW_PARTS = ("entries.json", "outlines.json", *WORDING_PARTS)
LIMITS = Limits(entries=16, part=60_000_000, total=80_000_000, ratio=200)
MOST_ROWS = 5_000
MOST_IDS = 100_000
ALGORITHM = "Ed25519"
NOT_OURS = "这不是执笔的素材包。请选择从“导入导出”页导出的素材包文件。"
FORGED = "签名不对：这个包不是由它所称的单位制作的，或者制作后被改过。没有导入任何内容，请向对方重新索取。"
DAMAGED = "“{part}”与清单不符：文件在传输中损坏，或者被改过。没有导入任何内容，请向对方重新索取。"
NEWER = "这个包的格式（第 {found} 版）比本系统认识的（第 {known} 版）新。请先升级本系统，再导入。"


class Package(NamedTuple):
    """What is in a package whose signature fits its own public key; whether that is trusted is not said."""

    office: str
    created_at: datetime
    fingerprint: str
    sha256: str
    themes: list[str]
    occasions: list[str]
    entries: list[Row]
    outlines: list[Row]
    withdrawn: list[str]
    expressions: list[Row]
    confusables: list[Row]

    @property
    def rows(self) -> list[Row]:
        return [*self.entries, *self.outlines, *self.expressions, *self.confusables]


def pack(
    office: Office,
    key: PackageKey,
    entries: Iterable[Entry],
    outlines: Iterable[Outline],
    withdrawn: Iterable[uuid.UUID],
    wordings: Mapping[str, Iterable[Expression | Confusable]],
) -> bytes:
    """Return the file; `wordings` by part. Raises ExchangeError for too many rows or a bad key."""
    rows = {"entries.json": [entry_row(entry) for entry in entries]}
    rows["outlines.json"] = [outline_row(outline) for outline in outlines]
    rows |= {name: list(map(wording_row, wordings.get(name, ()))) for name in WORDING_PARTS}
    if sum(len(rows[name]) for name in ROW_PARTS) > MOST_ROWS:
        raise ExchangeError(f"一个包最多 {MOST_ROWS:,} 条，请按类别或主题分成几个包。")
    rows["themes.json"] = in_order(Theme, names_in(rows["entries.json"], "themes"))
    occasions = names_in(rows["entries.json"], "occasions") | {
        row["occasion"] for row in rows["outlines.json"]
    }
    rows["occasions.json"] = in_order(Occasion, occasions)
    rows["withdrawn.json"] = sorted(map(str, withdrawn))
    parts = {name: encoded(rows[name]) for name in PARTS}
    manifest = encoded(manifest_of(office, rows, parts))
    return zipped({MANIFEST: manifest, SIGNATURE: encoded(signature_of(key, manifest)), **parts})


def names_in(rows: list[Row], field: str) -> set[str]:
    return {name for row in rows for name in row[field]}


def in_order(model: type[Theme | Occasion], names: set[str]) -> list[str]:
    return list(model.objects.filter(name__in=names).values_list("name", flat=True))


def manifest_of(office: Office, rows: dict[str, list[Any]], parts: dict[str, bytes]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_by": "执笔",
        "id": str(uuid.uuid4()),
        "created_at": timezone.now().isoformat(),
        "office": office.name,
        "counts": {name.removesuffix(".json"): len(rows[name]) for name in PARTS},
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }


def signature_of(key: PackageKey, manifest: bytes) -> dict[str, str]:
    return {
        "algorithm": ALGORITHM,
        "public_key": base64.b64encode(bytes(key.public)).decode(),
        "signature": base64.b64encode(sign(key, manifest)).decode(),
    }


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def open_package(data: bytes) -> Package:
    """Check a file from outside and return what it holds. Raises ExchangeError."""
    if not data.startswith(b"PK"):
        raise ExchangeError(NOT_OURS)
    parts = unpack(data, LIMITS)
    if MANIFEST not in parts:
        raise ExchangeError(NOT_OURS)
    manifest = decoded(MANIFEST, parts[MANIFEST])
    refuse_other_formats(manifest)
    expected = PARTS if manifest["format"] == FORMAT else FIRST_PARTS
    if set(parts) != {MANIFEST, SIGNATURE, *expected}:
        raise ExchangeError("包里缺少内容，或者多了清单之外的文件。没有导入任何内容，请向对方重新索取。")
    public = checked_signature(decoded(SIGNATURE, parts[SIGNATURE]), parts[MANIFEST])
    try:
        for name in expected:
            if hashlib.sha256(parts[name]).hexdigest() != manifest["parts"][name]:
                raise ExchangeError(DAMAGED.format(part=name))
        created_at = datetime.fromisoformat(manifest["created_at"])
        return package_of(
            str(manifest["office"])[:100],
            created_at if created_at.tzinfo else timezone.make_aware(created_at),
            fingerprint(public),
            hashlib.sha256(data).hexdigest(),
            {name: decoded(name, parts[name]) if name in parts else [] for name in PARTS},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ExchangeError(BROKEN) from error
    except ValueError as error:
        raise error if isinstance(error, ExchangeError) else ExchangeError(BROKEN) from error


def refuse_other_formats(manifest: Any) -> None:
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise ExchangeError(NOT_OURS)
    if found > FORMAT:
        raise ExchangeError(NEWER.format(found=found, known=FORMAT))


def checked_signature(signature: Any, manifest: bytes) -> bytes:
    """Return the public key that the manifest is signed with. Raises ExchangeError."""
    try:
        public = base64.b64decode(signature["public_key"], validate=True)
        signed = base64.b64decode(signature["signature"], validate=True)
        is_known = signature["algorithm"] == ALGORITHM
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError(FORGED) from error
    if not is_known or not is_signed(public, signed, manifest):
        raise ExchangeError(FORGED)
    return public


def package_of(office: str, at: datetime, key: str, sha256: str, rows: dict[str, Any]) -> Package:
    if not all(isinstance(rows[name], list) for name in PARTS):
        raise ExchangeError(BROKEN)
    if sum(len(rows[name]) for name in ROW_PARTS) > MOST_ROWS:
        raise ExchangeError(f"包里超过 {MOST_ROWS:,} 条，请让对方分成几个包。")
    entries = [checked_entry(row) for row in rows["entries.json"]]
    outlines = [checked_outline(row) for row in rows["outlines.json"]]
    # A row that could not be stored is told before anybody looks at the rest.
    for row in entries:
        fill_entry(Entry(), row)
    for row in outlines:
        fill_outline(Outline(), row)
    expressions, confusables = (
        [checked_wording(model, row) for row in rows[name]] for name, model in WORDING_PARTS.items()
    )
    ids = [row["id"] for row in entries + outlines + expressions + confusables]
    if len(set(ids)) != len(ids):
        raise ExchangeError("包里同一个编号出现了两次，没有导入任何内容。")
    withdrawn = [str(uuid.UUID(value)) for value in rows["withdrawn.json"][:MOST_IDS]]
    themes, occasions = (list(map(tag_name, rows[name])) for name in ("themes.json", "occasions.json"))
    return Package(
        office, at, key, sha256, themes, occasions, entries, outlines, withdrawn, expressions, confusables
    )


def decoded(name: str, data: bytes) -> Any:
    try:
        value = json.loads(data)
        refuse_unstorable(value)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"“{name}”读不出来，文件可能已损坏。请向对方重新索取。") from error
    return value


def refuse_unstorable(value: Any) -> None:
    """The database takes neither NUL nor half a character. Raises ValueError."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError
    elif isinstance(value, dict):
        for key, each in value.items():
            refuse_unstorable(key)
            refuse_unstorable(each)
    elif isinstance(value, list):
        for each in value:
            refuse_unstorable(each)
