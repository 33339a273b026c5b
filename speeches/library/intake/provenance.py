"""What a speech says about itself: its title, who spoke, on which day."""

import re
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from speeches.manuscript.days import DAY, find_day
from speeches.manuscript.titleblock import BYLINE_LABEL
from speeches.manuscript.value import Manuscript

BRACKETS = re.compile(r"^[（(〔\[]+|[）)〕\]]+$")


LEVELS = {
    "自治区": "省",
    "省": "省",
    "自治州": "市",
    "州": "市",
    "市": "市",
    "区": "县",
    "县": "县",
    "旗": "县",
}
NAMES = "|".join(LEVELS)
OFFICE = re.compile(rf"(?P<of>{NAMES})(?:直属)?(?=纪|监|委|政府|人大|政协|长|巡|机关|直|管)")
WHOLE = re.compile(r"全(?P<of>省|自治区|州|市|区|县|旗)")
RESIDENT = re.compile(r"派驻|派出|驻\S{1,20}纪检监察组|纪检监察组")
COMPANY = re.compile(r"集团|公司|银行|董事长|总经理")


class Provenance(NamedTuple):
    title: str
    speaker: str
    spoken_on: date | None


def provenance(manuscript: Manuscript, filename: str) -> Provenance:
    """Return what is known; the file's name stands in for a missing title and may hold the date."""
    stem = PurePath(filename).stem
    title = manuscript.title or stem
    day = find_day(manuscript.date) or find_day(manuscript.byline) or find_day(stem)
    named = BYLINE_LABEL.sub("", DAY.sub("", manuscript.byline), count=1)
    speaker = BRACKETS.sub("", named).strip(" 　，,（）()")
    return Provenance(title[:200], speaker[:60], day)


def level_of(speaker: str, title: str) -> str:
    """Return the level (省, 市, 县, 派驻, 企业) that the speaker's line or else the title names, or ""."""
    for text in (speaker, title):
        if RESIDENT.search(text):
            return "派驻"
        if COMPANY.search(text):
            return "企业"
        # 云川市东江区纪委书记: the last one named is the speaker's own.
        found = [match["of"] for pattern in (WHOLE, OFFICE) for match in pattern.finditer(text)]
        if found:
            return LEVELS[found[-1]]
    return ""
