"""Which part of a speech a piece of text serves (作用), told by words and place; every answer says why.

Words of headings count most, those of the heading above next, words of the text itself least. The table is
small on purpose: a curator must be able to see at a glance why something was taken for what it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

OPENING, REVIEW, EXPERIENCE, PROBLEM, SITUATION = "开场", "回顾", "经验", "问题", "形势"
TASK, DEMAND, TEAM, TRANSITION, ENDING = "任务", "要求", "队伍", "过渡", "结尾"

HEADING_WORDS = {
    REVIEW: "回顾|总结|成绩|成效|进展|肯定|对账|客观评[价估]|看到进步|取得新?|显著|稳步|持续深化"
    "|初显|工作情况|力度不减",
    EXPERIENCE: "经验|体会|启示|好做法|做法|规律性认识|认识和体会|传承",
    PROBLEM: "问题和不足|存在的?问题|突出问题表现|正视问题|直面|不足|短板|差距|剖析|根源|薄弱|检视"
    "|教训深刻|病灶|诱因|突破口|的坑|暗坑"
    "|不力|不够|不到位|不深入|不均衡|对着时间表",
    SITUATION: "形势|充分认识|认清(?!岗位)|严峻|挑战|重要性|重要意义|重大意义|必要性|警醒|重要作用|把准|清醒",
    TASK: "任务|下半年|下一步|新一年|今后|重点工作|新局面|工作安排|主责主业",
    DEMAND: "要求|责任|保障|纪律|严守|严明|担当|落地见效|落实见效|组织领导|守住|守牢|自觉接受"
    "|以上率下|提高政治站位|端正态度"
    "|督导|奖惩|提几点|底线",
    TEAM: "队伍|铁军|自身建设|本领|干部培养|打铁|过硬(?!.{0,4}支持)|锻造",
    ENDING: "结束语|结语",
}
# These stand in headings of every kind: they decide only where nothing else does.
FAINT_HEADING_WORDS = {
    TASK: "聚焦|突出|紧盯|深化|推动|推进|整治|部署|做实|着力|分类施策|盯住|打好|抓实|抓好",
    DEMAND: "确保|珍惜|管好|看护|领会|信念|整改",
}
TEXT_WORDS = {
    REVIEW: "今年以来|一年来|上半年|去年|过去一年|全年(?:共|累计)|取得了?(?:明显|积极|新的"
    "|显著)?(?:成效|进展|成绩)|累计|共(?:立案|查处|发现|受理|组织|开展)"
    "|(?:立案|查处|处分|留置|移送|督促|推动)(?:了)?(?:【[^】]{1,6}】|[\\dXx×]+)",
    EXPERIENCE: "体会|启示|经验|做法|实践证明|实践表明|深刻认识到|越来越清楚|归结起来|概括起来",
    PROBLEM: "问题(?:主要|还|依然|仍)|不足|差距|短板|有的(?:单位|同志|干部|地方|党委)?|仍然?存在"
    "|依然存在|还有(?:一些|差距|不少)|不够|不到位|"
    "不严|不实|弱化|个别|一些(?:干部|单位|地方)",
    SITUATION: "形势|严峻|复杂|新情况|新动向|新特点|新型腐败|当前|隐形变异|意味着|必须清醒|交织|挑战"
    "|时代|关键之年|转向|阶段",
    TASK: "要(?:紧盯|聚焦|深化|推动|持续|着力|突出|抓住|坚持|围绕|完善|加强|强化|把)|下一步"
    "|下半年|今年要|重点(?:抓|做|盯)|深入推进|部署",
    DEMAND: "各级(?:党委|党组|纪委|领导|单位)|必须|务必|责任|带头|严格(?:执行|落实)|不得|严禁"
    "|抓落实|主体责任|以身作则|守住|自觉",
    TEAM: "队伍|纪检监察干部|铁军|打铁必须自身硬|本领|业务能力|自身建设|监督者|灯下黑|年轻干部培养",
    ENDING: "让我们|同志们，(?:征程|使命|蓝图|奋进|目标|新征程|道路|号角|事业)|作出(?:新的"
    "|更大)?(?:更大)?贡献|谢谢大家|团结在以习近平同志为核心|我就讲这些|讲到这里|讲这么多"
    "|拜托大家|祝|话说回来",
    OPENING: "(?:今天|这次|本次)(?:的)?(?:会议|我们|大会|这次|召开)|会议的?(?:主要)?任务|刚才，"
    "|下面，?我(?:就|讲|谈)|根据会议安排|"
    "讲[三四五几两]点|(?:谈|讲|说)[几三两四]个?(?:点|方面|问题)?(?:意见|想法|体会)|借这个机会",
    TRANSITION: "上面|以上(?:讲|说|是|几)|前面(?:讲|说|谈)|讲完|接下来|下面(?:再|着重|重点)|说到这里"
    "|成绩(?:属于|只能)|回过头|既要看到|转到|再说|在肯定成绩的同时",
}
OWN_HEADING, PARENT_HEADING, FAINT_WORD, TEXT = 4, 3, 1.5, 1
# What stands under a review is a review, even where its heading reads like a task; likewise problems.
RULING = {REVIEW: 3, PROBLEM: 3, EXPERIENCE: 2}
TEXT_READ = 240
SHORT = 160
MOST_TEXT_HITS = 3


def compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {function: re.compile(words) for function, words in table.items()}


HEADINGS, FAINT, TEXTS = compiled(HEADING_WORDS), compiled(FAINT_HEADING_WORDS), compiled(TEXT_WORDS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: the headings over it from the outermost in, and how far into the speech (0–1)."""

    headings: tuple[str, ...] = ()
    is_before_headings: bool = False
    is_closing: bool = False
    ends_section: bool = False
    part: float = 0.5


class Evidence(NamedTuple):
    function: str
    weight: float
    reason: str


class Classified(NamedTuple):
    """`why` is one Chinese sentence for the curator; `is_sure` is false where little spoke for it."""

    function: str
    why: str
    is_sure: bool = True


def classify(text: str, place: Place) -> Classified:
    """Return the function of a piece. Linear in the headings and the first characters of the text."""
    found = list(evidence(text, place))
    scores: dict[str, float] = defaultdict(float)
    for each in found:
        scores[each.function] += each.weight
    if not scores:
        return Classified(TASK, "没有明显的词，按最常见的“任务”归类，请核对", is_sure=False)
    best = max(scores, key=lambda function: scores[function])
    reasons = [each.reason for each in found if each.function == best]
    return Classified(best, "；".join(dict.fromkeys(reasons)), is_sure=scores[best] >= TEXT + 1)


def evidence(text: str, place: Place) -> Iterator[Evidence]:
    yield from by_place(place)
    yield from by_headings(place.headings)
    yield from by_text(text, place)


def by_place(place: Place) -> Iterator[Evidence]:
    if place.is_before_headings:
        yield Evidence(OPENING, 4, "在第一个标题之前")
    if place.is_closing:
        yield Evidence(ENDING, 6, "在全文末尾")


def by_headings(headings: tuple[str, ...]) -> Iterator[Evidence]:
    for depth, heading in enumerate(reversed(headings)):
        for function, words in first_words(HEADINGS, heading):
            weight = OWN_HEADING if depth == 0 else PARENT_HEADING + RULING.get(function, 0)
            # In “肯定成绩、正视问题” the word that comes first leads.
            weight -= heading.find(words) / 100
            yield Evidence(function, weight, f"{'标题' if depth == 0 else '上级标题'}中有“{words}”")
        for function, words in first_words(FAINT, heading):
            yield Evidence(function, FAINT_WORD, f"{'标题' if depth == 0 else '上级标题'}中有“{words}”")


def by_text(text: str, place: Place) -> Iterator[Evidence]:
    beginning = text[:TEXT_READ]
    for function, pattern in TEXTS.items():
        if function == TRANSITION and (len(text) > SHORT or place.is_before_headings):
            continue
        found = list(dict.fromkeys(match[0] for match in pattern.finditer(beginning)))[:MOST_TEXT_HITS]
        if found:
            bonus = 1.5 if function in (OPENING, ENDING, TRANSITION) else 0
            words = "、".join(f"“{word}”" for word in found)
            yield Evidence(function, TEXT * len(found) + bonus, f"文中有{words}")


def first_words(table: dict[str, re.Pattern[str]], text: str) -> Iterable[tuple[str, str]]:
    for function, pattern in table.items():
        if match := pattern.search(text):
            yield function, match[0]
