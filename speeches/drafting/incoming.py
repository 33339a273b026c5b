"""What an import keeps between reading and the draft: a manuscript and the lines left out of it. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, Self

from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .changes import KEY, MAX_CHARACTERS, MAX_PARAGRAPH, MAX_PARAGRAPHS, UNPRINTABLE

EMPTY = "没有内容。请粘贴讲话稿全文，或选择一个文件。"
TOO_LONG = "全文有 {n:,} 字，超过 100,000 字的上限。请分成几篇分别导入。"
TOO_MANY = "全文有 {n:,} 段，超过 5,000 段的上限。请分成几篇分别导入。"
PARAGRAPH_TOO_LONG = "有一段超过 20,000 字，可能丢了换行。请在原文件里分好段再导入。"
NO_SPEECH = "没有找到讲话稿正文：只有网站导航、广告之类的文字。请确认文件，或复制正文粘贴进来。"


class SpeechRefusedError(ValueError):
    """A text that cannot become a draft; the sentence says why and what to do."""


def check_text(text: str) -> None:
    """Refuse a text before it is parsed. Raises SpeechRefusedError."""
    if not text.strip():
        raise SpeechRefusedError(EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise SpeechRefusedError(TOO_LONG.format(n=len(text)))


def with_clean_keys(parsed: Parsed) -> Parsed:
    """Give fresh keys where a file brought keys that are not ours: too long, strange, or twice the same."""
    keys = [paragraph.key for paragraph in parsed.manuscript.paragraphs]
    if len(set(keys)) == len(keys) and all(KEY.fullmatch(key) for key in keys):
        return parsed
    fresh = [new_key() for _ in keys]
    paragraphs = map(replace_key, parsed.manuscript.paragraphs, fresh)
    lines = {new: parsed.lines.get(old, 0) for new, old in zip(fresh, keys, strict=True)}
    return replace(parsed, manuscript=parsed.manuscript.with_paragraphs(tuple(paragraphs)), lines=lines)


def replace_key(paragraph: Paragraph, key: str) -> Paragraph:
    return replace(paragraph, key=key)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A speech as recognised. `lines` is the input line of each paragraph, `dropped` are left-out lines.

    `returned` holds the lines that a person took back into the text, by the key they got. `notices` are
    sentences on what was uncertain in reading.
    """

    manuscript: Manuscript
    dropped: tuple[tuple[int, str], ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    returned: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str, set_names: Collection[str] = SET_NAMES) -> Self:
        """Parse a text within the limits. Raises SpeechRefusedError."""
        check_text(text)
        return cls.of(parse(text, set_names=set_names))

    @classmethod
    def of(cls, parsed: Parsed, notices: Iterable[str] = ()) -> Self:
        """Take a parsed speech within the limits. Raises SpeechRefusedError."""
        parsed = with_clean_keys(parsed)
        paragraphs = parsed.manuscript.paragraphs
        if not paragraphs:
            raise SpeechRefusedError(NO_SPEECH)
        if len(paragraphs) > MAX_PARAGRAPHS:
            raise SpeechRefusedError(TOO_MANY.format(n=len(paragraphs)))
        if any(len(paragraph.text) > MAX_PARAGRAPH for paragraph in paragraphs):
            raise SpeechRefusedError(PARAGRAPH_TOO_LONG)
        # A line that was left out is kept as it was, but for what no database holds.
        dropped = tuple((number, UNPRINTABLE.sub("", line)) for number, line in parsed.dropped)
        return cls(parsed.manuscript, dropped, dict(parsed.lines), notices=tuple(notices))

    def put_back(self, number: int) -> Self:
        """Take a dropped line into the text, where it stood, but never above the salutation (称谓).

        Raises KeyError when it was not dropped.
        """
        line = dict(self.dropped)[number]
        key = new_key()
        paragraph = Paragraph(key, Role.BODY, line.strip())
        paragraphs = self.manuscript.paragraphs
        place = next(
            (place for place, other in enumerate(paragraphs) if self.lines.get(other.key, 0) > number),
            len(paragraphs),
        )
        salutations = takewhile(lambda other: other.role is Role.SALUTATION, paragraphs)
        place = max(place, len(tuple(salutations)))
        return replace(
            self,
            manuscript=self.manuscript.with_paragraphs((*paragraphs[:place], paragraph, *paragraphs[place:])),
            dropped=tuple(pair for pair in self.dropped if pair[0] != number),
            lines={**self.lines, key: number},
            returned={**self.returned, key: (number, line)},
        )

    def take_out(self, key: str) -> Self:
        """Drop again what was put back. Raises KeyError for any other paragraph."""
        pair = self.returned[key]
        kept = tuple(paragraph for paragraph in self.manuscript.paragraphs if paragraph.key != key)
        return replace(
            self,
            manuscript=self.manuscript.with_paragraphs(kept),
            dropped=tuple(sorted((*self.dropped, pair))),
            lines={other: number for other, number in self.lines.items() if other != key},
            returned={other: value for other, value in self.returned.items() if other != key},
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "manuscript": self.manuscript.to_json(),
            "dropped": [list(pair) for pair in self.dropped],
            "lines": dict(self.lines),
            "returned": {key: list(pair) for key, pair in self.returned.items()},
            "notices": list(self.notices),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            Manuscript.from_json(data["manuscript"]),
            tuple((number, line) for number, line in data["dropped"]),
            data["lines"],
            {key: (number, line) for key, (number, line) in data["returned"].items()},
            # Imports that were read before there were notices have none.
            tuple(data.get("notices", ())),
        )
