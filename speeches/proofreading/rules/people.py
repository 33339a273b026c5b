"""People against the office's register: names, posts, order, and who has left."""

import re
from collections.abc import Iterator
from itertools import pairwise

from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context, Person
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.homophones import sound_alike
from speeches.proofreading.lexicon import is_valid_on
from speeches.proofreading.rule import EXAMPLE_CONTEXT, Rule

POST = (
    r"(?:书记|主任|部长|局长|厅长|处长|科长|院长|校长|行长|组长|省长|市长|县长|区长|镇长|乡长|主席|董事长|总经理"
    r"|检察长|常委|委员|秘书长|所长|站长|主席)"
)
BEFORE = re.compile(rf"((?:[\u4e00-\u9fff]{{0,12}}{POST}、)*[\u4e00-\u9fff]{{0,12}}{POST})$")
AFTER = re.compile(rf"^([\u4e00-\u9fff]{{0,6}}?{POST})(?!们)")
CONNECTED = re.compile(r"^(?:、|和|与|，)")
LEAD = re.compile(r"^.*(?:刚才|今天|由|请|让|对|向|和|与|经|受|是|在|为|时任|原)")
NAME = re.compile(rf"(?P<post>[\u4e00-\u9fff]{{0,10}}{POST})(?P<name>[\u4e00-\u9fff]{{2,3}})同志")


def holders(context: Context, name: str) -> list[Person]:
    return [person for person in context.people if person.name == name]


def posts(person: Person) -> list[str]:
    return re.split(r"[、，,；;]", person.post)


def fits(written: str, person: Person) -> bool:
    """Tell whether a post as written is one of the person's, shortened or with its unit before it."""
    return any(
        written.endswith(post) or (post.endswith(written) and not post.endswith(f"副{written}"))
        for post in posts(person)
    )


def find_wrong_posts(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report a post that the register does not give to the one who is named with it."""
    for person in valid_people(context):
        for match in re.finditer(re.escape(person.name), paragraph.text):
            for start, end in written_posts(paragraph.text, match.start(), match.end()):
                written = paragraph.text[start:end]
                if not any(fits(written, other) for other in holders(context, person.name)):
                    message = f"登记的{person.name}职务是“{person.post}”，请核对。"
                    yield Hit(paragraph.key, start, end, suggestions=(posts(person)[-1],), message=message)


def valid_people(context: Context) -> Iterator[Person]:
    seen: set[str] = set()
    for person in context.people:
        if person.name not in seen and is_valid_on(person.since, person.until, context.today):
            seen.add(person.name)
            yield person


def written_posts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the posts that stand right before and right after a name."""
    before = BEFORE.search(text, max(0, start - 60), start)
    if before and before.end() == start:
        place = before.start()
        for part in before[1].split("、"):
            lead = LEAD.match(part)
            yield place + (lead.end() if lead else 0), place + len(part)
            place += len(part) + 1
    if after := AFTER.match(text[end : end + 16]):
        yield end, end + after.end()


def find_left_people(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report one who held no post any more on the day of the speech."""
    for person in context.people:
        still_there = any(
            is_valid_on(other.since, other.until, context.today) for other in holders(context, person.name)
        )
        if still_there or person.until is None or person.until > context.today:
            continue
        for match in re.finditer(re.escape(person.name), paragraph.text):
            left = f"{person.until.year}年{person.until.month}月{person.until.day}日"
            message = f"{person.name}自{left}起已不任“{person.post}”，请核对。"
            yield Hit(paragraph.key, *match.span(), message=message)


def find_unknown_names(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report a name beside a post whose holder is registered with a name that sounds or looks alike."""
    for match in NAME.finditer(paragraph.text) if context.people else ():
        if holders(context, match["name"]):
            continue
        for person in valid_people(context):
            if fits(match["post"], person) and is_like(match["name"], person.name):
                message = f"“{match['post']}”登记的是{person.name}，请核对姓名。"
                yield Hit(paragraph.key, *match.span("name"), suggestions=(person.name,), message=message)


def is_like(one: str, other: str) -> bool:
    """Tell whether two names share their surname and all but one character, which may sound alike."""
    if len(one) != len(other) or one[0] != other[0]:
        return False
    different = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and (sound_alike(*different[0]) or len(one) == len("刘民"))


def find_wrong_rank(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report people who are named one after the other against the order of the register."""
    named = sorted(
        (match.start(), match.end(), person)
        for person in valid_people(context)
        for match in re.finditer(re.escape(person.name), paragraph.text)
    )
    for (start, end, first), (begin, close, second) in pairwise(named):
        is_list = CONNECTED.match(paragraph.text[end:begin]) and begin - end <= 1
        if is_list and first.order > second.order:
            right = f"{second.name}{paragraph.text[end:begin]}{first.name}"
            message = f"按登记的顺序，{second.name}在{first.name}之前。"
            yield Hit(paragraph.key, start, close, suggestions=(right,), message=message)


REGISTER = (
    Person("高翔", "区委副书记、区长", 1),
    Person("梁燕", "区委常委、区委统战部部长", 2),
    Person("沈洁", "区国资委主任", 3),
    Person("冯涛", "副区长", 4, until=EXAMPLE_CONTEXT.today),
)
EXAMPLE = Context(today=EXAMPLE_CONTEXT.today, people=REGISTER)

RULES = (
    Rule(
        id="people.wrong-post",
        message="职务与登记的不一致。",
        severity=Severity.SHOULD,
        find_in=find_wrong_posts,
        bad=("区国资委副主任沈洁同志作了发言。", "高翔书记作了批示。"),
        good=("区国资委主任沈洁同志作了发言。", "区长高翔同志作了批示。", "梁燕部长到会指导。"),
        example=EXAMPLE,
    ),
    Rule(
        id="people.left-office",
        message="讲话当天已不任这个职务。",
        severity=Severity.CHECK,
        find_in=find_left_people,
        bad=("冯涛副区长通报了情况。",),
        good=("沈洁主任通报了情况。",),
        example=EXAMPLE,
    ),
    Rule(
        id="people.unknown-name",
        message="这个职务登记的是另一个名字。",
        severity=Severity.SHOULD,
        find_in=find_unknown_names,
        bad=("区国资委主任沈杰同志作了发言。",),
        good=("区国资委主任沈洁同志作了发言。", "副区长沈杰同志作了发言。"),
        example=EXAMPLE,
    ),
    Rule(
        id="people.order",
        message="人员排序与登记的不一致。",
        severity=Severity.CHECK,
        find_in=find_wrong_rank,
        bad=("梁燕、高翔同志到会指导。",),
        good=("高翔、梁燕同志到会指导。",),
        example=EXAMPLE,
    ),
)
