"""Which part of a speech a piece of text serves (作用): the one place that tells it, and always says why.

Four witnesses are heard: the words of the heading and of those above it, the place in the speech, the words
of the text, and how the library's own passages are worded (`learning.py`). Their weights are added; the
tables are small on purpose: a curator must be able to see at a glance why something was taken for what it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from speeches.manuscript.paragraph import Role
from speeches.manuscript.sections import closing_start
from speeches.manuscript.value import Manuscript

from .learning import Learned

OPENING, REVIEW, EXPERIENCE, PROBLEM, SITUATION = "开场", "回顾", "经验", "问题", "形势"
TASK, DEMAND, TEAM, TRANSITION, ENDING = "任务", "要求", "队伍", "过渡", "结尾"

HEADING_WORDS = {
    REVIEW: "回顾|总结|成绩|成效|进展|肯定|对账|客观评[价估]|看到进步|取得新?|显著|稳步|持续深化"
    "|初显|工作情况|力度不减|干得|办成了|走过的",
    EXPERIENCE: "经验|体会|启示|好做法|做法|规律|认识和体会|传承",
    PROBLEM: "问题和不足|存在的?问题|突出问题表现|正视问题|直面|不足|短板|差距|剖析|根源|薄弱|检视"
    "|教训深刻|病灶|诱因|突破口|的坑|暗坑|暴露|毛病|通报"
    "|不力|不够|不到位|不深入|不均衡|对着时间表",
    SITUATION: "形势|充分认识|认清(?!岗位)|严峻|挑战|重要性|重要意义|重大意义|必要性|警醒|重要作用|把准|清醒"
    "|怎样看|怎么看|为什么|面临|意义",
    TASK: "任务|下半年|下一步|新一年|今后|重点工作|新局面|工作安排|主责主业|几件事|件事|的事|改起|怎么干",
    DEMAND: "要求|责任|保障|纪律|严守|严明|担当|落地见效|落实见效|组织领导|守住|守牢|自觉接受"
    "|以上率下|提高政治站位|端正态度"
    "|督导|奖惩|提几点|底线|规矩",
    TEAM: "队伍|铁军|自身建设|自身硬|本领|干部培养|打铁|过硬(?!.{0,4}支持)|锻造",
    ENDING: "结束语|结语",
}
# These stand in headings of every kind: they decide only where nothing else does.
FAINT_HEADING_WORDS = {
    PROBLEM: "(?<!发现)(?<!反映)问题(?!解|整改)",
    TASK: "聚焦|突出|紧盯|深化|推动|推进|整治|部署|做实|着力|分类施策|盯住|打好|抓实|抓好|强化|监督",
    DEMAND: "确保|珍惜|管好|看护|领会|信念|整改|作风|落实",
}
TEXT_WORDS = {
    REVIEW: "今年以来|一年来|半年来|上半年|去年|过去一年|全年(?:共|累计)|取得了?(?:明显|积极|新的"
    "|显著)?(?:成效|进展|成绩)|累计|共(?:立案|查处|发现|受理|组织|开展)"
    "|(?:立案|查处|处分|留置|移送|督促|推动|收回|追回|举办|清理|发现|纠正)[^。；]{0,14}(?:【[^】]{1,6}】|[\\dXx×]+)",
    EXPERIENCE: "体会|启示|启发|经验|做法|实践证明|实践表明|工作表明|深刻认识到|越来越清楚|归结起来|概括起来"
    "|管用|共同点|凡是|干下来|有讲究|后来(?:换|改)|靠的是",
    PROBLEM: "问题(?:主要|还|依然|仍)|不足|差距|短板|有的(?:单位|同志|干部|地方|党委|部门)?|仍然?存在"
    "|依然存在|还有(?:一些|差距|不少)|不够|不到位|"
    "不严|不实|弱化|个别|一些(?:干部|单位|地方)|走过场|说不清|没有人|没人|检查发现|少数|教训",
    SITUATION: "形势|严峻|复杂|新情况|新动向|新特点|新型腐败|当前|隐形变异|意味着|必须清醒|清醒|交织|挑战"
    "|时代|关键之年|转向|阶段|趋势|变化|特点|不要以为|侥幸|越来越|压力|风险由|面临",
    TASK: "要(?:紧盯|聚焦|深化|推动|持续|着力|突出|抓住|坚持|围绕|完善|加强|强化|把)|下一步"
    "|下半年|今年要|重点(?:抓|做|盯|查|看)|深入推进|部署|牵头|[月年]底前|年内|逐[项户村条]|建立|推行|开展",
    DEMAND: "各级(?:党委|党组|纪委|领导|单位)|必须|务必|责任|带头|严格(?:执行|落实)|不得|严禁"
    "|抓落实|主体责任|以身作则|守住|自觉|一把手|主要负责|不能|倒查",
    TEAM: "队伍|纪检监察干部|纪检干部|巡察干部|铁军|打铁必须自身硬|本领|业务能力|自身建设|监督者|灯下黑"
    "|年轻干部培养|跟班|练兵|办案的同志|派驻组自己",
    ENDING: "让我们|同志们，(?:征程|使命|蓝图|奋进|目标|新征程|道路|号角|事业)|作出(?:新的"
    "|更大)?(?:更大)?贡献|谢谢大家|团结在以习近平同志为核心|我就讲这些|讲到这里|讲这么多"
    "|拜托大家|祝大家|祝愿|话说回来|大有可为|认真(?:贯彻|落实)(?:本次|这次)?会议",
    OPENING: "(?:今天|这次|本次)(?:的)?(?:会议|我们|大会|这次|召开|调度|的党课|请)|会议的?(?:主要)?任务"
    "|刚才，|刚刚|下面，?我(?:就|讲|谈)|根据会议安排|按照[^，。]{2,8}安排|"
    "讲[三四五几两]点|(?:谈|讲|说)[几三两四]个?(?:点|方面|问题)?(?:意见|想法|体会|看法)|借这个机会|来之前|会前",
    TRANSITION: "上面|以上(?:讲|说|是|几|成绩|对|[三四五]个)|前面(?:讲|说|谈)|讲完|接下来|接着"
    "|下面(?:再|着重|重点)|说到这里|成绩(?:属于|只能)|回过头|既要看到|话转|再说|在肯定成绩的同时|讲到这里，|念完|说完|不是要|不是为了"
    "|先算到|算到这里|不能停在|总要|归结到|这里不再|总的要求已经",
}
OWN_HEADING, PARENT_HEADING, FAINT_WORD, TEXT = 3, 2.5, 1.5, 1
# What stands under a review is a review, even where its heading reads like a task; likewise problems.
RULING = {REVIEW: 3, PROBLEM: 2, EXPERIENCE: 2}
BEFORE_HEADINGS, IN_CLOSING, LAST_LINE = 4, 6, 4
# What is said only here and there weighs more where it is said.
RARE_BONUS = {OPENING: 1, ENDING: 1, TRANSITION: 1}
LEARNED = 5
TEXT_READ = 240
SHORT = 240
MOST_TEXT_HITS = 3
# So much more than the next must speak for an answer that is called sure.
SURE_SCORE, SURE_LEAD = 3.0, 2.5


def compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {function: re.compile(words) for function, words in table.items()}


HEADINGS, FAINT, TEXTS = compiled(HEADING_WORDS), compiled(FAINT_HEADING_WORDS), compiled(TEXT_WORDS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: the headings over it from the outermost in, and whether it begins or ends all."""

    headings: tuple[str, ...] = ()
    is_before_headings: bool = False
    is_closing: bool = False
    is_last: bool = False


def place_at(manuscript: Manuscript, at: int) -> Place:
    """Return the place of the paragraph at an index."""
    paragraphs = manuscript.paragraphs
    over: tuple[tuple[int, str], ...] = ()
    for one in paragraphs[: at + 1]:
        if one.role is Role.HEADING:
            over = (*(above for above in over if above[0] < one.level), (one.level, one.text))
    is_closing = at >= closing_start(manuscript)
    is_before = not over and any(one.role is Role.HEADING for one in paragraphs[at:])
    return Place(tuple(text for _, text in over), is_before and not is_closing, is_closing)


class Evidence(NamedTuple):
    function: str
    weight: float
    reason: str


class Classified(NamedTuple):
    """`why` is one Chinese sentence for the curator; `score` is 0 where nothing told the function.

    `is_sure`: the next best, `second`, is far behind.
    """

    function: str
    why: str
    is_sure: bool = True
    second: str = ""
    score: float = 0


def classify(text: str, place: Place, learned: Learned | None = None) -> Classified:
    """Return the function of a piece. Linear in the headings and the text."""
    found = list(evidence(text, place, learned))
    scores: dict[str, float] = defaultdict(float)
    for each in found:
        scores[each.function] += each.weight
    if not scores:
        return Classified(TASK, "没有明显的词，按最常见的“任务”归类，请核对", is_sure=False)
    best, *others = sorted(scores, key=lambda function: -scores[function])
    second = others[0] if others else ""
    lead = scores[best] - scores.get(second, 0)
    reasons = [each.reason for each in sorted(found, key=lambda e: -e.weight) if each.function == best]
    is_sure = scores[best] >= SURE_SCORE and lead >= SURE_LEAD
    why = "；".join(dict.fromkeys(reasons)) + ("" if is_sure or not second else f"；也可能是{second}")
    return Classified(best, why, is_sure, second, scores[best])


def evidence(text: str, place: Place, learned: Learned | None = None) -> Iterator[Evidence]:
    yield from by_place(place)
    yield from by_headings(place.headings)
    yield from by_text(text, place)
    if learned is not None:
        yield from by_learned(text, learned)


def by_place(place: Place) -> Iterator[Evidence]:
    if place.is_before_headings:
        yield Evidence(OPENING, BEFORE_HEADINGS, "在全文开头")
    if place.is_closing:
        yield Evidence(ENDING, IN_CLOSING, "在全文末尾")
    elif place.is_last:
        yield Evidence(ENDING, LAST_LINE, "是全文最后一段")


def by_headings(headings: tuple[str, ...]) -> Iterator[Evidence]:
    for depth, heading in enumerate(reversed(headings)):
        strong = dict(first_words(HEADINGS, heading))
        for function, words in strong.items():
            weight = OWN_HEADING if depth == 0 else PARENT_HEADING + RULING.get(function, 0)
            # In “肯定成绩、正视问题” the word that comes first leads.
            weight -= heading.find(words) / 100
            yield Evidence(function, weight, f"{'标题' if depth == 0 else '上级标题'}中有“{words}”")
        for function, words in first_words(FAINT, heading):
            if function not in strong:
                yield Evidence(function, FAINT_WORD, f"{'标题' if depth == 0 else '上级标题'}中有“{words}”")


def by_text(text: str, place: Place) -> Iterator[Evidence]:
    beginning = text[:TEXT_READ]
    for function, pattern in TEXTS.items():
        if function == TRANSITION and (len(text) > SHORT or place.is_before_headings):
            continue
        found = list(dict.fromkeys(match[0] for match in pattern.finditer(beginning)))[:MOST_TEXT_HITS]
        if found:
            words = "、".join(f"“{word}”" for word in found)
            weight = TEXT * len(found) + RARE_BONUS.get(function, 0)
            yield Evidence(function, weight, f"文中有{words}")


def by_learned(text: str, learned: Learned) -> Iterator[Evidence]:
    for function, share in learned.shares(text).items():
        words = "".join(f"“{word}”" for word in learned.telling(text, function)) if share > 0.2 else ""
        yield Evidence(function, LEARNED * share, f"用词像库中的{function}" + (f"：{words}" if words else ""))


def first_words(table: dict[str, re.Pattern[str]], text: str) -> Iterable[tuple[str, str]]:
    for function, pattern in table.items():
        if match := pattern.search(text):
            yield function, match[0]
