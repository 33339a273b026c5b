"""Names that should agree within one text: bodies, committees, the meeting, persons."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Manuscript

from .context import Context
from .findings import Hit, Place
from .homophones import sound_alike
from .reading import title_paragraphs
from .twins import rarer

BODY_FORMS = (
    (re.compile(r"([省市县区州旗])纪委\1监委"), r"\1纪委监委"),
    (re.compile(r"([省市县区州旗])纪委、监委"), r"\1纪委监委"),
)
COMMITTEE = re.compile(
    r"([\u4e00-\u9fff]?(?:[局厅院校行]|公司|集团|医院|部门?|中心))(党委|党组)(?![（(]|织|理论|成员)"
)
BARE_COMMITTEE = re.compile(r"(?<![\u4e00-\u9fff）])(党委|党组)(?![（(]|织|理论)")
MEETING_IN_TITLE = re.compile(r"在([^，。]{4,60}?(?:大会|会议|会))上的")
MEETING_IN_TEXT = re.compile(
    r"(?:召开|举行)(?:了)?((?:这次|此次)?[\u4e00-\u9fff“”]{4,40}?(?:大会|会议|推进会|座谈会|部署会|工作会))"
    r"|(?:这次|此次|今天的?)([\u4e00-\u9fff“”]{4,40}?(?:大会|会议|推进会|座谈会|部署会|工作会))(?=[，是])"
)
OPENING_LINES = 4
ONE_SOUND = "“{rare}”与别处的“{usual}”只差一个同音字，请核对姓名。"
ALIKE = 0.6
PERSON = re.compile(r"(?<![\u4e00-\u9fff])?([\u4e00-\u9fff]{2,3})同志")
SURNAMES = set(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)


def find_bodies(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report 市纪委市监委 beside 市纪委监委."""
    whole = "".join(paragraph.text for paragraph in manuscript.paragraphs)
    for paragraph in manuscript.paragraphs:
        for pattern, usual in BODY_FORMS:
            for match in pattern.finditer(paragraph.text):
                right = match.expand(usual)
                if right in whole:
                    message = f"别处写作“{right}”，请统一。"
                    yield Hit(paragraph.key, *match.span(), suggestions=(right,), message=message)


def find_committees(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report 党组 where the same unit has a 党委 elsewhere; the rarer form is marked."""
    places: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for paragraph in manuscript.paragraphs:
        for match in COMMITTEE.finditer(paragraph.text):
            places[match[1][-1:]][match[2]].append(Place(paragraph.key, *match.span(2)))
    for unit, forms in places.items():
        if len(forms) > 1:
            usual, rare = sorted(forms, key=lambda form: -len(forms[form]))
            for place in forms[rare]:
                message = f"别处说“{unit}{usual}”，这里是“{unit}{rare}”，请核对。"
                yield Hit(
                    place.key,
                    place.start,
                    place.end,
                    suggestions=(usual,),
                    message=message,
                    related=(forms[usual][0],),
                )
    if len(places) == 1 and len(forms := next(iter(places.values()))) == 1:
        yield from lone_committees(manuscript, next(iter(forms)), next(iter(forms.values())))


def lone_committees(manuscript: Manuscript, usual: str, places: list[Place]) -> Iterator[Hit]:
    """Report a bare 党组 in a text in which the one unit named has a 党委."""
    for paragraph in manuscript.paragraphs if len(places) > 1 else ():
        for match in BARE_COMMITTEE.finditer(paragraph.text):
            if match[1] != usual and paragraph.role is not Role.HEADING:
                message = f"别处说的是“{usual}”，这里是“{match[1]}”，请核对。"
                yield Hit(paragraph.key, *match.span(1), message=message, related=(places[0],))


def find_meeting_names(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a meeting that is named otherwise in the opening than in the title or the facts."""
    title = "".join(line.text for line in title_paragraphs(manuscript))
    match = MEETING_IN_TITLE.search(title)
    fact = context.facts.get("会议名称", "")
    names = [name for name in (match[1] if match else "", fact) if name]
    if match and fact and differs(match[1], fact):
        line = next(title_paragraphs(manuscript))
        start = line.text.find(match[1])
        if start >= 0:
            message = f"题目里的会议名称与稿件要素“{fact}”不一致，请核对。"
            yield Hit(line.key, start, start + len(match[1]), suggestions=(fact,), message=message)
    for paragraph in manuscript.paragraphs[:OPENING_LINES]:
        for found in MEETING_IN_TEXT.finditer(paragraph.text):
            group = 1 if found[1] else 2
            if names and all(differs(found[group], name) for name in names):
                message = f"会议名称与题目“{names[0]}”不一致，请核对。"
                yield Hit(paragraph.key, *found.span(group), suggestions=(names[0],), message=message)


def differs(one: str, other: str) -> bool:
    """Tell whether two names are nearly the same; where one is part of the other it is short for it."""
    one, other = (re.sub(r"[“”\s]", "", name) for name in (one, other))
    if one in other or other in one:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def find_persons(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a name that differs from another by one character of the same sound: 陈志明, 陈治明."""
    places: dict[str, list[Place]] = defaultdict(list)
    for paragraph in manuscript.paragraphs:
        for match in PERSON.finditer(paragraph.text):
            name = match[1] if match[1][0] in SURNAMES else match[1][1:]
            if len(name) > 1 and name[0] in SURNAMES:
                places[name].append(Place(paragraph.key, match.end(1) - len(name), match.end(1)))
    for one, other in combinations(places, 2):
        different = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
        if len(one) == len(other) and len(different) == 1 and sound_alike(*different[0]):
            yield from rarer(places, one, other, ONE_SOUND)
