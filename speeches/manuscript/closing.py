"""The end of a speech: its closing paragraph, the thanks, a signature; what a download site put after it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .adverts import STRONG, is_advert
from .paragraph import Paragraph, Role
from .titleblock import DATE

THANKS = re.compile(
    r".{0,20}(?:谢谢|讲完了|讲话完毕|汇报完毕|报告完毕|(?:讲话|发言|汇报|报告)(?:到此)?结束"
    r"|就讲这些|讲到这里).{0,12}"
)
CLOSING_CUE = re.compile(
    r"^(?:同志们|各位(?:代表|同志|领导)|朋友们|最后|总之|让我们)|让我们|奋力谱写|谱写.{0,20}新?篇章"
    r"|^以上(?:是|就是|报告|汇报|发言)|批评指正|请(?:予以?)?(?:审议|评议)[。！]?$"
    r"|而(?:努力)?奋斗|作出.{0,12}贡献|坚强(?:纪律)?保障|胜利召开"
)
SIGNATURE_LENGTH = 30
SUBSTANTIAL_LENGTH = 40
SENTENCE_END = ("。", "！", "”", "！”", "。”")


def is_thanks(text: str) -> bool:
    return len(text) <= SIGNATURE_LENGTH and bool(THANKS.fullmatch(text))


def speech_end(texts: Sequence[str]) -> int:
    """Return the index after the last line of the speech. Only a tail that holds an advert is cut."""
    first = tail_start(texts)
    advert = next((index for index in range(first, len(texts)) if is_advert(texts[index])), len(texts))
    end = advert
    while end < len(texts) and end > first and is_stray(texts, end - 1):
        end -= 1
    return end


def tail_start(texts: Sequence[str]) -> int:
    """Return the index after the last full sentence that is no disclaimer, or after the thanks."""
    for index in range(len(texts) - 1, -1, -1):
        text = texts[index]
        if is_thanks(text):
            return index + 1
        if text.endswith(SENTENCE_END) and not is_disclaimer(text):
            return index + 1
    return 0


def is_disclaimer(text: str) -> bool:
    return len({match[0] for match in STRONG.finditer(text)}) > 1 or (
        is_advert(text) and len(text) <= SUBSTANTIAL_LENGTH
    )


def is_stray(texts: Sequence[str], index: int) -> bool:
    """Tell whether a short line before an advert goes with it; a date and the signature above it do not."""
    text = texts[index]
    followed_by_date = index + 1 < len(texts) and bool(DATE.fullmatch(texts[index + 1]))
    return len(text) <= SIGNATURE_LENGTH and not (
        text.endswith(SENTENCE_END) or DATE.fullmatch(text) or followed_by_date
    )


def mark_closing(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give thanks, signature and the closing paragraph their role: only plain body lines at the very end."""
    marked = list(paragraphs)
    index = len(marked) - 1
    while index > 0 and is_plain_line(marked, index) and is_farewell(marked[index].text):
        marked[index] = replace(marked[index], role=Role.CLOSING)
        index -= 1
    if index > 0 and is_plain_line(marked, index) and closes(marked, index):
        marked[index] = replace(marked[index], role=Role.CLOSING)
    return marked


def is_plain_line(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Tell whether a paragraph is body and alone on its line."""
    ends_line = index + 1 == len(paragraphs) or not paragraphs[index + 1].run_in
    return paragraphs[index].role is Role.BODY and not paragraphs[index].run_in and ends_line


def is_farewell(text: str) -> bool:
    return (
        is_thanks(text)
        or bool(DATE.fullmatch(text))
        or (len(text) <= SIGNATURE_LENGTH and text[-1] not in "。！？；：”，、")
    )


def closes(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Tell whether the last body line closes the speech: it says so, or follows the last part's items."""
    before = paragraphs[index - 1]
    if before.role is Role.HEADING and not before.run_in:
        return False
    return bool(CLOSING_CUE.search(paragraphs[index].text)) or before.role is Role.ITEM or before.run_in
