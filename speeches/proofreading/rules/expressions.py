"""Set expressions (提法): wrong forms, order of members, near misses, what has been replaced."""

import re
from collections.abc import Iterator
from datetime import date

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Manuscript
from speeches.manuscript.words import frequency
from speeches.proofreading.context import Context
from speeches.proofreading.examples import EXAMPLE
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.lexicon import Expression, Use, WrongForm
from speeches.proofreading.members import in_order, is_out_of_order, strangers
from speeches.proofreading.reading import all_paragraphs
from speeches.proofreading.rule import Rule

QUOTES = re.compile("[“”]")
NUMERAL = "一二两三四五六七八九十"
QUOTED_SET = re.compile(rf"“([{NUMERAL}])([个种大][\u4e00-\u9fff]{{2,8}})”")
PLENUM = re.compile(r"(十[六七八九]|二十)大([一二三四五六七])中全会")
NUMBERED_CONGRESS = re.compile(r"(?:党的)?第?(十[六七八九]|二十)(?:届|次)(?=全国代表大会)")
CORE = re.compile(r"(?<!以)习近平(?:同志|总书记)?为核心(?:的党中央)?")
COMMON = 1000


def find_wrong_forms(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    text = paragraph.text
    for start, end, (expression, form) in context.tables.wrong_forms.find(text):
        if is_wrong_on(context.today, expression, form):
            yield wrong_form(paragraph.key, start, end, expression, form, context)


def is_wrong_on(today: date, expression: Expression, form: WrongForm) -> bool:
    """Tell whether a form is wrong on a day: before its expression there was nothing to get wrong."""
    if form.use is Use.DATED:
        return form.until is None or form.until <= today
    return expression.since is None or expression.since <= today


def severity_of(expression: Expression, form: WrongForm, context: Context) -> Severity:
    if form.use is Use.DATED:
        graver = Severity.SHOULD if context.is_dated else Severity.CHECK
        severity = graver if form.until else Severity.POLISH
    else:
        severity = Severity.MUST if form.use is Use.WRONG else Severity.SHOULD
    if expression.is_certain or severity is Severity.POLISH:
        return severity
    return Severity.CHECK


def wrong_form(
    key: str, start: int, end: int, expression: Expression, form: WrongForm, context: Context
) -> Hit:
    severity = severity_of(expression, form, context)
    is_safe = severity is Severity.MUST and bool(form.right)
    meant = form.right or expression.text
    says = "规范提法是" if form.until is None else "这是旧提法，现为"
    return Hit(
        key,
        start,
        end,
        replacement=form.right if is_safe else None,
        suggestions=(form.right,) if form.right and not is_safe else (),
        severity=severity,
        message=f"{says}{quoted(meant)}。",
        reason=form.note or expression.note,
        source=expression.source,
        since=form.until or expression.since,
        until=expression.until,
    )


def find_wrong_order(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    text = paragraph.text
    for run in context.tables.members.runs(text):
        expression = run[0].expression
        is_known = expression.since is None or expression.since <= context.today
        if is_known and expression.is_certain and is_out_of_order(run):
            right = in_order(run, text)
            yield Hit(
                paragraph.key,
                run[0].start,
                run[-1].end,
                replacement=right,
                message=f"成员顺序应为{quoted(right)}。",
                reason=expression.note,
                source=expression.source,
                since=expression.since,
            )


def find_strangers(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    text = paragraph.text
    for start, end, meant in strangers(context.tables.members.occurrences(text), text):
        message = f"这一组里固定的是{quoted(meant)}，请核对。"
        yield Hit(paragraph.key, start, end, suggestions=(meant,), message=message)


def find_wrong_numbers(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report “五个意识”: the name of a set with a number that no set of that name has.

    A name that announces items of this very speech is the writer's own; a wrong number is told of there.
    """
    own = {
        QUOTES.sub("", p.text[span.start : span.end])
        for p in manuscript.paragraphs
        for span in p.spans
        if span.kind == "count"
    }
    for paragraph in all_paragraphs(manuscript):
        for match in QUOTED_SET.finditer(paragraph.text):
            name, said = context.tables.set_nouns.get(match[2]), match[1] + match[2]
            if name and name != said and said not in own:
                message = f"固定提法是“{name}”，请核对。"
                yield Hit(paragraph.key, match.start(1), match.end(2), suggestions=(name,), message=message)


def find_near_misses(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    text = paragraph.text
    for start, slip, phrase in context.tables.phrases.near(text):
        pairs = (text[slip - 1 : slip + 1] if slip else "", text[slip : slip + 2])
        end = start + len(phrase)
        # 不服人民法院 is not 不负人民.
        goes_on = frequency(text[end - 2 : end + 2]) > 0 and len(text) >= end + 2
        if goes_on or any(len(pair) > 1 and frequency(pair) >= COMMON for pair in pairs):
            continue
        message = f"“{text[start:end]}”疑为“{phrase}”之误。"
        yield Hit(paragraph.key, start, end, suggestions=(phrase,), message=message)


def find_replaced(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for start, end, row in context.tables.replaced.find(paragraph.text):
        if row.until and row.until <= context.today:
            yield Hit(
                paragraph.key,
                start,
                end,
                suggestions=(row.successor,),
                message=f"这一提法已由{quoted(row.successor)}代替，请核对。",
                reason=row.note,
                source=row.source,
                since=row.since,
                until=row.until,
            )


def find_plenums_of_congress(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report 十九大四中全会: a plenum is of a central committee (届), not of a congress (大)."""
    for match in PLENUM.finditer(paragraph.text):
        right = f"{match[1]}届{match[2]}中全会"
        yield Hit(paragraph.key, *match.span(), replacement=right, message=f"应为“{right}”。")


def find_wrong_congress(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in NUMBERED_CONGRESS.finditer(paragraph.text):
        right = f"第{match[1]}次"
        if not match[0].endswith(right):
            start = match.start() + (2 if match[0].startswith("党的") else 0)
            message = f"应为“{right}全国代表大会”。"
            yield Hit(paragraph.key, start, match.end(), replacement=right, message=message)


def find_bare_core(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report 习近平同志为核心 without its 以."""
    for match in CORE.finditer(paragraph.text):
        right = "以习近平同志为核心的党中央"
        yield Hit(paragraph.key, *match.span(), suggestions=(right,), message=f"应为“{right}”。")


RULES = (
    Rule(
        id="expressions.wrong-form",
        message="提法不规范。",
        severity=Severity.MUST,
        find_in=find_wrong_forms,
        bad=(
            "坚持不敢腐、不能腐、不愿腐一体推进。",
            "坚持严的主基调不动摇。",
        ),
        good=(
            "坚持不敢腐、不能腐、不想腐一体推进。",
            "坚持严的基调不动摇。",
        ),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.order",
        message="固定成员的顺序不对。",
        severity=Severity.SHOULD,
        find_in=find_wrong_order,
        bad=("一体推进不能腐、不敢腐、不想腐。",),
        good=(
            "一体推进不敢腐、不能腐、不想腐。",
            "不想腐、不能腐要同步。",
        ),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.stranger",
        message="固定成员里有一个写得不同。",
        severity=Severity.SHOULD,
        find_in=find_strangers,
        bad=("提高政治判断力、政治领导力、政治执行力。",),
        good=("提高政治判断力、政治领悟力、政治执行力。",),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.wrong-number",
        message="固定提法的数字不对。",
        severity=Severity.SHOULD,
        find_across=find_wrong_numbers,
        bad=("增强“五个意识”。",),
        good=(
            "增强“四个意识”。",
            "做到“五个始终”。",
            "落实“六个必须”\n同志们：\n做到“六个必须”。\n一是必须学。\n二是必须干。\n三是必须严。\n四是必须实。\n五是必须廉。\n六是必须稳。",
        ),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.near-miss",
        message="提法里有一个同音字写错。",
        severity=Severity.SHOULD,
        find_in=find_near_misses,
        bad=("坚持治病就人的方针。",),
        good=("坚持治病救人的方针。",),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.replaced",
        message="这一提法已经停用。",
        severity=Severity.SHOULD,
        find_in=find_replaced,
        bad=("学习党的十九大和十九届历次全会精神。",),
        good=("学习党的二十大和二十届历次全会精神。",),
        example=EXAMPLE,
    ),
    Rule(
        id="expressions.plenum",
        message="中央全会按中央委员会的“届”称呼。",
        severity=Severity.MUST,
        source="党章",
        find_in=find_plenums_of_congress,
        bad=("学习党的十九大四中全会精神。",),
        good=("学习党的十九届四中全会精神。",),
    ),
    Rule(
        id="expressions.core",
        message="“以习近平同志为核心的党中央”漏了“以”。",
        severity=Severity.MUST,
        find_in=find_bare_core,
        bad=("在习近平同志为核心的党中央坚强领导下",),
        good=("在以习近平同志为核心的党中央坚强领导下",),
    ),
    Rule(
        id="expressions.congress",
        message="党的全国代表大会用“次”，写作“第二十次全国代表大会”。",
        severity=Severity.MUST,
        source="党章",
        find_in=find_wrong_congress,
        bad=("党的二十届全国代表大会", "党的十九次全国代表大会"),
        good=("党的第二十次全国代表大会", "第十四届全国人民代表大会"),
    ),
)
