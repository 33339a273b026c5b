"""Wrong forms (错误写法) as a curator writes them, one a line. Pure.

    ~打铁还需自身硬 → 打铁必须自身硬 | 过时 2017-10-18 | 注 十九大起
    ?从严治党 → 全面从严治党 | 仅当 (?<!全面)(?P<w>从严治党)

`~` marks an old form or a variant, `?` one that is wrong only where the 仅当 matches. What follows → replaces
the form; without it nothing is put in its place. 起 and 过时 are dates; 仅当 takes the rest of the line.
"""

from collections.abc import Iterable
from datetime import date

from speeches.proofreading.lexicon import Use, WrongForm

MARKS = {"~": Use.DATED, "～": Use.DATED, "?": Use.CONTEXT, "？": Use.CONTEXT}
SIGNS = {Use.WRONG: "", Use.DATED: "~", Use.CONTEXT: "?"}
ARROW, BAR = " → ", " | "
PATTERN = "仅当"
HELP = (
    "一行一种。“错写 → 改成”；行首加 ~ 表示旧的或并行的写法，加 ? 表示只在某种情形下算错。"
    "后面可以用“ | ”接上：起 2016-01-29、过时 2017-10-18、注 说明、仅当 匹配式（正则，放在最后）。"
)


def written(form: WrongForm) -> str:
    """Return the line that `read_form` reads as this form."""
    parts = [SIGNS[form.use] + form.text + (ARROW + form.right if form.right else "")]
    if form.since:
        parts.append(f"起 {form.since}")
    if form.until:
        parts.append(f"过时 {form.until}")
    if form.note:
        parts.append(f"注 {form.note}")
    if form.pattern:
        parts.append(f"{PATTERN} {form.pattern}")
    return BAR.join(parts)


def read_form(line: str) -> WrongForm:
    """Read one line. Raises ValueError with a Chinese sentence."""
    line, _, pattern = line.partition(f"{BAR}{PATTERN} ")
    head, *told = line.split(BAR)
    use = MARKS.get(head[:1], Use.WRONG)
    text, _, right = head.removeprefix(head[:1] if use is not Use.WRONG else "").partition(ARROW)
    if not text.strip() or text.strip().startswith(ARROW.strip()):
        raise ValueError("没有写错误的写法")
    facts = dict(map(fact, told))
    form = WrongForm(
        text=text.strip(),
        use=use,
        pattern=pattern.strip(),
        right=right.strip(),
        since=day(facts.get("起", "")),
        until=day(facts.get("过时", "")),
        note=facts.get("注", ""),
    )
    if form.use is Use.CONTEXT and not form.pattern:
        raise ValueError("行首的 ? 表示只在某种情形下算错，请在行尾写上“ | 仅当 匹配式”")
    return form


def fact(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition(" ")
    if name not in ("起", "过时", "注") or not value.strip():
        raise ValueError(f"看不懂“{part.strip()}”，只能写 起、过时、注、仅当，后面空一格再写内容")
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
