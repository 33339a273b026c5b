"""Wrong forms (错误写法) as a curator writes them, one a line. Pure.

    ~打铁还需自身硬 → 打铁必须自身硬 | 过时 2017-10-18 | 注 十九大起
    从严治党 → 全面从严治党 | 前面不是 全面
    ?从严治党 → 全面从严治党 | 仅当 (?<!全面)(?P<w>从严治党)

`~` marks an old form or a variant, `?` one that is wrong only where the 仅当 matches. What follows → replaces
the form; without it nothing is put in its place. 起 and 过时 are dates; 前面不是 and 后面不是 are words
beside which the form is right; 仅当 is a regular expression and takes the rest of the line.
"""

import re
from collections.abc import Iterable
from datetime import date

from speeches.proofreading.lexicon import Use, WrongForm

MARKS = {"~": Use.DATED, "～": Use.DATED, "?": Use.CONTEXT, "？": Use.CONTEXT}
SIGNS = {Use.WRONG: "", Use.DATED: "~", Use.CONTEXT: "?"}
ARROW, BAR = " → ", " | "
PATTERN, BEFORE, BEHIND = "仅当", "前面不是", "后面不是"
FACTS = ("起", "过时", "注", BEFORE, BEHIND)
# What people type for an arrow, and for the bar, which needs no space before a word it must be followed by.
ARROWS = re.compile(r"\s*(?:[→⇒➔➜]|[-—–－=＝]+[>＞])\s*")
BARS = re.compile(rf"\s*[|｜]\s*(?=(?:{'|'.join(FACTS)})(?:\s|$))|\s+[|｜]\s+")
PATTERN_BAR = re.compile(rf"\s*[|｜]\s*{PATTERN}\s+")
PLAIN = r"[^\\^$.|?*+()\[\]{}、\s-]+"
LOOKBEHIND, LOOKAHEAD = re.compile(rf"\(\?<!({PLAIN})\)"), re.compile(rf"\(\?!({PLAIN})\)")
HELP = "一行一种：错的写法 → 改成的写法。箭头也可以写作 -> 或 =>。"


def written(form: WrongForm) -> str:
    """Return the line that `read_form` reads as this form."""
    parts = [SIGNS[form.use] + form.text + (ARROW + form.right if form.right else "")]
    if form.since:
        parts.append(f"起 {form.since}")
    if form.until:
        parts.append(f"过时 {form.until}")
    if form.note:
        parts.append(f"注 {form.note}")
    return BAR.join([*parts, *written_pattern(form)])


def written_pattern(form: WrongForm) -> list[str]:
    """Return the pattern in plain words where they say all of it."""
    before, behind = "、".join(LOOKBEHIND.findall(form.pattern)), "、".join(LOOKAHEAD.findall(form.pattern))
    if form.pattern and form.pattern == beside(form.text, before, behind):
        return [f"{name} {words}" for name, words in ((BEFORE, before), (BEHIND, behind)) if words]
    return [f"{PATTERN} {form.pattern}"] if form.pattern else []


def beside(text: str, before: str, behind: str) -> str:
    """Return the pattern of a text that is right behind some words and before others, "" for neither."""
    if not (before or behind):
        return ""
    left = "".join(f"(?<!{re.escape(word)})" for word in before.split("、") if word)
    right = "".join(f"(?!{re.escape(word)})" for word in behind.split("、") if word)
    return f"{left}{re.escape(text)}{right}"


def read_form(line: str) -> WrongForm:
    """Read one line. Raises ValueError with a Chinese sentence."""
    line, *patterns = PATTERN_BAR.split(line, maxsplit=1)
    head, *told = BARS.split(line)
    use = MARKS.get(head[:1], Use.WRONG)
    text, *rights = ARROWS.split(head.removeprefix(head[:1] if use is not Use.WRONG else ""), maxsplit=1)
    if not text.strip():
        raise ValueError("没有写错误的写法")
    if rights and (not rights[0].strip() or ARROWS.search(rights[0])):
        raise ValueError("箭头后面要写、也只能写一种改法；没有固定的改法就不写箭头")
    facts = dict(map(fact, told))
    text = text.strip()
    form = WrongForm(
        text=text,
        use=use,
        pattern="".join(patterns).strip() or beside(text, facts.get(BEFORE, ""), facts.get(BEHIND, "")),
        right="".join(rights).strip(),
        since=day(facts.get("起", "")),
        until=day(facts.get("过时", "")),
        note=facts.get("注", ""),
    )
    if patterns and (BEFORE in facts or BEHIND in facts):
        raise ValueError("“仅当”已经说明情形，不能再写“前面不是”“后面不是”")
    if form.use is Use.CONTEXT and not form.pattern:
        raise ValueError("行首的 ? 表示只在某种情形下算错，请在行尾写上“ | 前面不是 某词”或“ | 仅当 匹配式”")
    return form


def fact(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition(" ")
    if name not in FACTS or not value.strip():
        raise ValueError(f"看不懂“{part.strip()}”，只能写 {'、'.join(FACTS)}、{PATTERN}，后面空一格再写内容")
    return name, value.strip()


def day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError(f"“{value}”不是日期，请写成 2026-07-18") from None


def write_forms(forms: Iterable[WrongForm]) -> str:
    return "\n".join(map(written, forms))


def read_forms(text: str) -> tuple[WrongForm, ...]:
    """Read all lines; empty ones are passed over. Raises ValueError naming the line."""
    forms = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                forms.append(read_form(line.strip()))
            except ValueError as error:
                raise ValueError(f"第 {number} 行：{error}。") from None
    return tuple(forms)


def read_members(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
