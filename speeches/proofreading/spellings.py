"""Spellings that should agree within one text: quotes, near twins of quoted terms, variants of a word."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from speeches.manuscript.value import Manuscript
from speeches.manuscript.words import frequency

from .context import Context
from .findings import Hit, Place, Severity
from .homophones import sound_alike
from .twins import rarer

QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,10})”")
ENCLOSED = re.compile(r"“[^“”]*”|《[^《》]*》")
SENTENCE_END = re.compile(r"[。！？；]")
# Terms that official texts put in quotes, beside those of the lexicon.
ALWAYS_QUOTED = ("四风", "一把手", "关键少数", "三转", "一岗双责", "国之大者", "灯下黑")
# Characters whose difference is the point of a pair: 三查四改, 走出去引进来.
MEANT_TO_DIFFER = set(
    "一二三四五六七八九十两大小上下内外前后左右东西南北不敢能想进出来去新老先后高低长短多少正反"
)
SHORTEST_TWIN = 4
ONE_CHARACTER = "“{rare}”与别处的“{usual}”只差一个字，请核对是不是同一件事。"
COMMON = 10
PAIRS = (("督查", "督察"), ("决不", "绝不"), ("作出", "做出"), ("其他", "其它"), ("唯一", "惟一"))
TITLE_MARKS = re.compile(r"》(、)?《")


def find_unquoted(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a term that is quoted in one place and bare in another.

    A common word (一把手) may well stand in both forms: of that it is advice.
    """
    names = {row.text.strip("“”") for row in context.lexicon.expressions if row.is_set_name}
    for term in sorted(names | set(ALWAYS_QUOTED)):
        first = next(quoted_places(manuscript, term), None)
        severity = Severity.POLISH if term not in names and frequency(term) >= COMMON else None
        for paragraph in manuscript.paragraphs if first else ():
            for start, end in bare_places(paragraph.text, term):
                yield Hit(
                    paragraph.key,
                    start,
                    end,
                    suggestions=(f"“{term}”",),
                    severity=severity,
                    message=f"“{term}”在别处加了引号，这里没有，请统一。",
                    related=(first,) if first else (),
                )


def quoted_places(manuscript: Manuscript, term: str) -> Iterator[Place]:
    quoted = f"“{term}”"
    for paragraph in manuscript.paragraphs:
        start = paragraph.text.find(quoted)
        if start >= 0:
            yield Place(paragraph.key, start, start + len(quoted), "这里有引号")


def bare_places(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Yield where a term stands outside quotes and titles."""
    if term not in text:
        return
    enclosed = [match.span() for match in ENCLOSED.finditer(text)]
    for match in re.finditer(re.escape(term), text):
        if not any(start < match.start() and match.end() < end for start, end in enclosed):
            yield match.span()


def find_twins(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report two quoted terms that differ in one character and never share a sentence."""
    places: dict[str, list[Place]] = defaultdict(list)
    sentences: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for paragraph in manuscript.paragraphs:
        for match in QUOTED.finditer(paragraph.text):
            if len(match[1]) >= SHORTEST_TWIN:
                places[match[1]].append(Place(paragraph.key, *match.span(1)))
                number = len(SENTENCE_END.findall(paragraph.text[: match.start()]))
                sentences[match[1]].add((paragraph.key, number))
    for one, other in combinations(places, 2):
        if is_twin(one, other) and (sounds_like(one, other) or not sentences[one] & sentences[other]):
            yield from rarer(places, one, other, ONE_CHARACTER)


def is_twin(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    different = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and not set(different[0]) & MEANT_TO_DIFFER


def sounds_like(one: str, other: str) -> bool:
    return all(a == b or sound_alike(a, b) for a, b in zip(one, other, strict=True))


def find_two_spellings(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    whole = "\n".join(paragraph.text for paragraph in manuscript.paragraphs)
    for pair in PAIRS:
        usual, rare = sorted(pair, key=lambda word: -whole.count(word))
        if not whole.count(rare):
            continue
        for paragraph in manuscript.paragraphs:
            for match in re.finditer(rare, paragraph.text):
                message = f"全文“{usual}”“{rare}”并用，请核对是否需要统一。"
                yield Hit(paragraph.key, *match.span(), suggestions=(usual,), message=message)


def find_title_marks(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report 《…》、《…》 in a text that elsewhere writes 《…》《…》."""
    found = [(p, match) for p in manuscript.paragraphs for match in TITLE_MARKS.finditer(p.text)]
    forms = Counter(bool(match[1]) for _, match in found)
    if len(forms) > 1:
        for paragraph, match in found:
            if match[1]:
                yield Hit(paragraph.key, *match.span(1), replacement="")
