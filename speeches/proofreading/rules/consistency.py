"""Names that should agree within one text: quotes, near twins, bodies, the meeting, persons."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Place, Severity
from speeches.proofreading.homophones import sound_alike
from speeches.proofreading.reading import title_paragraphs
from speeches.proofreading.rule import Rule

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
PAIRS = (("督查", "督察"), ("决不", "绝不"), ("作出", "做出"), ("其他", "其它"), ("唯一", "惟一"))
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
ALIKE = 0.6
PERSON = re.compile(r"(?<![\u4e00-\u9fff])?([\u4e00-\u9fff]{2,3})同志")
SURNAMES = set(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
TITLE_MARKS = re.compile(r"》(、)?《")


def bare_places(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Yield where a term stands outside quotes and titles."""
    if term not in text:
        return
    enclosed = [match.span() for match in ENCLOSED.finditer(text)]
    for match in re.finditer(re.escape(term), text):
        if not any(start < match.start() and match.end() < end for start, end in enclosed):
            yield match.span()


def find_unquoted(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a term that is quoted in one place and bare in another."""
    names = {row.text.strip("“”") for row in context.lexicon.expressions if row.is_set_name}
    for term in sorted(names | set(ALWAYS_QUOTED)):
        first = next(quoted_places(manuscript, term), None)
        for paragraph in manuscript.paragraphs if first else ():
            for start, end in bare_places(paragraph.text, term):
                yield Hit(
                    paragraph.key,
                    start,
                    end,
                    suggestions=(f"“{term}”",),
                    message=f"“{term}”在别处加了引号，这里没有，请统一。",
                    related=(first,) if first else (),
                )


def quoted_places(manuscript: Manuscript, term: str) -> Iterator[Place]:
    quoted = f"“{term}”"
    for paragraph in manuscript.paragraphs:
        start = paragraph.text.find(quoted)
        if start >= 0:
            yield Place(paragraph.key, start, start + len(quoted), "这里有引号")


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
            rare, usual = (one, other) if len(places[one]) < len(places[other]) else (other, one)
            for place in places[rare]:
                message = f"“{rare}”与别处的“{usual}”只差一个字，请核对是不是同一件事。"
                yield Hit(
                    place.key,
                    place.start,
                    place.end,
                    suggestions=(usual,),
                    message=message,
                    related=(places[usual][0],),
                )


def is_twin(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    different = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and not set(different[0]) & MEANT_TO_DIFFER


def sounds_like(one: str, other: str) -> bool:
    return all(a == b or sound_alike(a, b) for a, b in zip(one, other, strict=True))


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
            rare, usual = (one, other) if len(places[one]) < len(places[other]) else (other, one)
            for place in places[rare]:
                message = f"“{rare}”与别处的“{usual}”只差一个同音字，请核对姓名。"
                yield Hit(
                    place.key,
                    place.start,
                    place.end,
                    suggestions=(usual,),
                    message=message,
                    related=(places[usual][0],),
                )


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


RULES = (
    Rule(
        id="consistency.unquoted",
        message="同一用语有的加引号、有的不加。",
        severity=Severity.SHOULD,
        find_across=find_unquoted,
        bad=("同志们：\n要纠治“四风”。\n四风问题具有顽固性。",),
        good=(
            "同志们：\n要纠治“四风”。\n“四风”问题具有顽固性。",
            "同志们：\n要纠治“四风”。\n他写了《四风十问》。",
        ),
    ),
    Rule(
        id="consistency.twins",
        message="两个带引号的用语只差一个字。",
        severity=Severity.CHECK,
        find_across=find_twins,
        bad=("同志们：\n深化“三查三治”行动。“三查三制”发现问题217个。",),
        good=("同志们：\n落实“一案双查”。实行“一案四查”。", "同志们：\n从“要我学”到“我要学”。"),
    ),
    Rule(
        id="consistency.body",
        message="同一机关有两种写法。",
        severity=Severity.CHECK,
        find_across=find_bodies,
        bad=("同志们：\n市纪委监委作了部署。感谢市纪委市监委的指导。",),
        good=("同志们：\n市纪委监委作了部署。感谢市纪委监委的指导。",),
    ),
    Rule(
        id="consistency.committee",
        message="同一单位有的说党委、有的说党组。",
        severity=Severity.CHECK,
        find_across=find_committees,
        bad=("同志们：\n受厅党委委托讲话。厅党组作了部署。厅党组很重视。",),
        good=("同志们：\n厅党组作了部署。机关党委抓落实。", "同志们：\n各级党委（党组）要扛起责任。"),
    ),
    Rule(
        id="consistency.meeting",
        message="会议名称前后不一致。",
        severity=Severity.CHECK,
        find_across=find_meeting_names,
        bad=("在全市警示教育大会上的讲话\n同志们：\n今天，我们召开全市警示教育会议，通报案例。",),
        good=("在全市警示教育大会上的讲话\n同志们：\n今天，我们召开警示教育大会，通报案例。",),
    ),
    Rule(
        id="consistency.person",
        message="同一人的姓名有两种写法。",
        severity=Severity.CHECK,
        find_across=find_persons,
        bad=("同志们：\n学习陈志明同志。陈治明同志扎根一线。",),
        good=("同志们：\n学习陈志明同志。王志明同志也作了发言。",),
    ),
    Rule(
        id="consistency.two-spellings",
        message="两种写法并用。",
        severity=Severity.POLISH,
        find_across=find_two_spellings,
        bad=("同志们：\n要加强督察。督查结果要通报。",),
        good=("同志们：\n要加强督察。督察结果要通报。",),
    ),
    Rule(
        id="consistency.title-marks",
        message="并列的书名号之间有的用顿号、有的不用；通常不用。",
        severity=Severity.CHECK,
        source="GB/T 15834—2011《标点符号用法》4.5.3.5",
        find_across=find_title_marks,
        bad=("同志们：\n学习《准则》《条例》。落实《规则》、《规定》。",),
        good=("同志们：\n学习《准则》《条例》。", "同志们：\n学习《准则》、《条例》。"),
    ),
)
