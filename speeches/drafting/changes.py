"""Reading a change set from the wire: everything is checked before anything is touched. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front

from .errors import BadChangesError

MAX_CHARACTERS = 100_000
MAX_PARAGRAPHS = 5_000
MAX_PARAGRAPH = 20_000
MAX_FRONT_LINES = 60
MAX_FRONT_LINE = 2_000
MAX_MARKER = 40
MAX_SPANS = 200
MAX_NUMBER = 2**31 - 1

KEY = re.compile(r"[a-z0-9]{6,24}")
CLIENT = re.compile(r"[A-Za-z0-9_-]{1,64}")
# A line feed would make two paragraphs of one; NUL and lone surrogates cannot be stored at all.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0a-\x1e\x7f\u2028\u2029\ud800-\udfff]")
SPAN_KINDS = frozenset({"count", "fact"})

NOT_UNDERSTOOD = "没有保存：页面送来的内容不完整（{what}）。请复制好刚改的文字，刷新页面后再试。"
TOO_LONG = "没有保存：全文超过 100,000 字。请删去一部分，或分成两篇。"
TOO_MANY = "没有保存：全文超过 5,000 段。请合并一些段落，或分成两篇。"
PARAGRAPH_TOO_LONG = "没有保存：有一段超过 20,000 字，请把它分成几段。"


@dataclass(frozen=True, slots=True)
class Upsert:
    """A paragraph to write; `after` is the key it follows, "" for the start, None where its place stays."""

    paragraph: Paragraph
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """One change set. `base` is the sequence up to which the client has heard of everybody's changes.

    `was` holds each paragraph it changes or deletes as the client had it before: what the server has is
    compared with that, not with a number, so that a set may come late, twice or after a lost answer.
    """

    client: str
    number: int
    base: int
    front: tuple[tuple[str, str], ...] | None
    upserts: tuple[Upsert, ...]
    deletions: tuple[str, ...]
    merged: Mapping[str, str]
    was: Mapping[str, Paragraph] = field(default_factory=dict)
    front_was: tuple[tuple[str, str], ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what is kept of the payload: all that the client wrote, nothing else that was sent."""
        return {
            "base": self.base,
            "front": self.front and [list(line) for line in self.front],
            "upserts": [{**upsert.paragraph.to_json(), "after": upsert.after} for upsert in self.upserts],
            "deletions": list(self.deletions),
            "merged": dict(self.merged),
        }


def read_changes(payload: Any) -> Changes:
    """Return the change set of a payload. Raises BadChangesError."""
    need(isinstance(payload, dict), "格式")
    client = payload.get("client")
    need(isinstance(client, str) and CLIENT.fullmatch(client), "client")
    changes = Changes(
        client=client,
        number=whole_number(payload, "number", 1, MAX_NUMBER),
        base=whole_number(payload, "base", 0, MAX_NUMBER),
        front=read_front(payload.get("front")),
        upserts=tuple(read_upsert(data) for data in listed(payload, "upserts")),
        deletions=tuple(read_key(key) for key in listed(payload, "deletions")),
        merged=read_merged(payload.get("merged")),
        was={paragraph.key: paragraph for paragraph in map(read_was, listed(payload, "was"))},
        front_was=read_front(payload.get("front_was")),
    )
    written = [upsert.paragraph.key for upsert in changes.upserts]
    need(len({*written, *changes.deletions}) == len(written) + len(changes.deletions), "段落重复")
    need(changes.merged.keys() <= set(changes.deletions), "merged")
    return changes


def need(condition: object, what: str) -> None:
    if not condition:
        raise BadChangesError(NOT_UNDERSTOOD.format(what=what))


def whole_number(data: Mapping[str, Any], name: str, low: int, high: int) -> int:
    value = data.get(name, 0)
    need(type(value) is int and low <= value <= high, name)
    return int(value)


def listed(payload: Mapping[str, Any], name: str) -> list[Any]:
    value = payload.get(name) or []
    need(isinstance(value, list), name)
    if len(value) > MAX_PARAGRAPHS:
        raise BadChangesError(TOO_MANY)
    return value


def read_key(key: Any) -> str:
    need(isinstance(key, str) and KEY.fullmatch(key), "段落标识")
    return str(key)


def read_text(text: Any, limit: int, what: str) -> str:
    need(isinstance(text, str) and not UNPRINTABLE.search(text), what)
    need(len(text) <= limit, what)
    return str(text)


def read_front(front: Any) -> tuple[tuple[str, str], ...] | None:
    if front is None:
        return None
    need(isinstance(front, list) and len(front) <= MAX_FRONT_LINES, "题头")
    need(all(isinstance(line, list) and len(line) == 2 for line in front), "题头")
    need(all(isinstance(kind, str) and kind in set(Front) for kind, _ in front), "题头")
    return tuple((kind, read_text(text, MAX_FRONT_LINE, "题头")) for kind, text in front)


def read_merged(merged: Any) -> Mapping[str, str]:
    need(merged is None or isinstance(merged, dict), "merged")
    return {read_key(dead): read_key(survivor) for dead, survivor in (merged or {}).items()}


def read_was(data: Any) -> Paragraph:
    need(isinstance(data, dict), "段落")
    return read_paragraph(data)


def read_upsert(data: Any) -> Upsert:
    need(isinstance(data, dict), "段落")
    if isinstance(data.get("text"), str) and len(data["text"]) > MAX_PARAGRAPH:
        raise BadChangesError(PARAGRAPH_TOO_LONG)
    after = None
    if "after" in data:
        after = "" if data["after"] is None else read_key(data["after"])
        need(after != data.get("key"), "段落位置")
    return Upsert(read_paragraph(data), after)


def read_paragraph(data: Mapping[str, Any]) -> Paragraph:
    """Return the paragraph of its JSON, every field checked. Raises BadChangesError."""
    role = data.get("role")
    need(isinstance(role, str) and role in set(Role), "段落类型")
    text = read_text(data.get("text"), MAX_PARAGRAPH, "段落文字")
    clean = {
        "key": read_key(data.get("key")),
        "role": role,
        "text": text,
        "level": whole_number(data, "level", 1 if role == Role.HEADING else 0, 4),
        "series": read_text(data.get("series", ""), MAX_MARKER, "序号"),
        "list": read_text(data.get("list", ""), 40, "条目"),
        "depth": whole_number(data, "depth", 0, 9),
        "typed_marker": read_marker(data.get("typed_marker")),
        "run_in": data.get("run_in", False) is True,
        "spans": read_spans(data.get("spans"), len(text)),
        "origin": read_origin(data.get("origin")),
    }
    return Paragraph.from_json(clean)


def read_marker(marker: Any) -> str | None:
    return None if marker is None else read_text(marker, MAX_MARKER, "序号")


def read_spans(spans: Any, length: int) -> list[list[Any]]:
    need(spans is None or (isinstance(spans, list) and len(spans) <= MAX_SPANS), "标注")
    return [read_span(span, length) for span in spans or ()]


def read_span(span: Any, length: int) -> list[Any]:
    need(isinstance(span, list) and len(span) == 4, "标注")
    start, end, kind, ref = span
    need(type(start) is int and type(end) is int and 0 <= start < end <= length, "标注位置")
    need(isinstance(kind, str) and kind in SPAN_KINDS, "标注类型")
    return [start, end, kind, read_text(ref, 80, "标注")]


ORIGIN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_origin(origin: Any) -> list[Any] | None:
    if origin is None:
        return None
    need(isinstance(origin, list) and len(origin) == 2, "出处")
    entry, version = origin
    need(isinstance(entry, str) and ORIGIN_ID.fullmatch(entry), "出处")
    need(type(version) is int and 0 <= version <= MAX_NUMBER, "出处")
    return origin


def check_size(front: Iterable[tuple[str, str]], texts: Iterable[str]) -> None:
    """Raise BadChangesError when a whole speech is larger than this program takes."""
    lengths = [len(text) for text in texts]
    if len(lengths) > MAX_PARAGRAPHS:
        raise BadChangesError(TOO_MANY)
    if sum(lengths) + sum(len(text) for _, text in front) > MAX_CHARACTERS:
        raise BadChangesError(TOO_LONG)
