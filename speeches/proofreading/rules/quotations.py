"""Quotations against the office's store of originals, character by character."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from rapidfuzz.fuzz import partial_ratio_alignment

from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context, Quotation
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.reading import QUOTED, SAYING
from speeches.proofreading.rule import EXAMPLE_CONTEXT, Rule

SHORTEST = 8
NEAR_ENOUGH = 72


def find_changed(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report a quotation that is nearly but not quite an original's wording."""
    for match in QUOTED.finditer(paragraph.text) if context.quotations else ():
        quoted = match[0][1:-1].rstrip("。！？")
        if len(quoted) < SHORTEST or not SAYING.search(paragraph.text, 0, match.start()):
            continue
        if found := nearest(quoted, context.quotations):
            original, wording = found
            start = match.start() + 1
            yield Hit(
                paragraph.key,
                start,
                start + len(quoted),
                suggestions=(wording,),
                message=f"与原文有出入：{difference(quoted, wording)}。",
                source=original.source,
                since=original.said_on,
            )


def nearest(quoted: str, originals: tuple[Quotation, ...]) -> tuple[Quotation, str] | None:
    """Return the original near to a quotation and its wording there, None where it is word for word."""
    if any(quoted in original.text for original in originals):
        return None
    best: tuple[float, Quotation, str] | None = None
    for original in originals:
        aligned = partial_ratio_alignment(quoted, original.text, score_cutoff=NEAR_ENOUGH)
        if aligned and (best is None or aligned.score > best[0]):
            best = aligned.score, original, wording_at(original.text, aligned.dest_start, aligned.dest_end)
    return best[1:] if best else None


def wording_at(text: str, start: int, end: int) -> str:
    """Return the part of an original that an alignment names, widened to its clauses."""
    while start > 0 and text[start - 1] not in "，。；：！？“”":
        start -= 1
    while end < len(text) and text[end] not in "，。；：！？“”":
        end += 1
    return text[start:end].strip("，。；：")


def difference(quoted: str, wording: str) -> str:
    """Say what was changed: “善做善成”应为“善作善成”."""
    parts = []
    for kind, i, j, k, n in SequenceMatcher(None, quoted, wording, autojunk=False).get_opcodes():
        if kind == "insert":
            parts.append(f"漏了“{wording[k:n]}”")
        elif kind == "delete":
            parts.append(f"多了“{quoted[i:j]}”")
        elif kind == "replace":
            parts.append(f"“{quoted[i:j]}”原文为“{wording[k:n]}”")
    return "，".join(parts)


RULES = (
    Rule(
        id="quotations.changed",
        message="引文与原文有出入。",
        severity=Severity.SHOULD,
        find_in=find_changed,
        bad=("会议强调：“要健全权力监督机制，让权力在阳光下运行”。",),
        good=("会议强调：“要健全权力监督制约机制，让权力在阳光下运行”。", "他说：“这件事要好好想一想。”"),
        example=Context(
            today=EXAMPLE_CONTEXT.today,
            quotations=(Quotation("要健全权力监督制约机制，让权力在阳光下运行"),),
        ),
    ),
)
