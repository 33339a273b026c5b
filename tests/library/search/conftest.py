"""Some thousand entries in three offices one under the other, and people who see more or less of them."""

import random
from datetime import date
from typing import NamedTuple

import pytest
from django.db import connection

from speeches.accounts.models import Office, RoleName, User
from speeches.library.models import Entry, Occasion, SearchRow, Theme
from speeches.library.search.folding import fold
from tests.cast import make_office, make_person

VOCABULARY = """
监督 执纪 问责 群众 身边 不正之风 腐败 问题 整治 专项 巡察 整改 政治 责任
派驻 机构 作风 廉洁 文化 教育 年轻 干部 国企 金融 医药 领域 线索 处置
以案 促改 促治 压实 传导 落实 落细 清单 台账 基层 减负 乡村 振兴 营商
环境 数字 模型 预警 “两个维护” 五个“始终” 2026年 ＡＢ app 百分之十 一体 推进 三不腐 家风
纪律 规矩
"""
WORDS = VOCABULARY.split()
ENDS = "，，，。；、"


class Collection(NamedTuple):
    """`people` by what they are; `rows` are read once for brute force."""

    people: dict[str, User]
    entries: dict[str, Entry]

    def truth(self, user: User, words: list[str], **fields: object) -> set[str]:
        """Return the ids of what a person sees and every word stands in, by looking at each."""
        visible = Entry.objects.visible_to(user).filter(**fields)
        return {
            str(entry.pk)
            for entry in visible
            if all(fold(word) in fold(f"{entry.title}\n{entry.text}") for word in words)
        }


def write_rows_at_once() -> None:
    """Have rows written with what they are of, not at the end of the transaction, which a test never sees."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS search_row_due IMMEDIATE")


def sentence(hands: random.Random, length: int) -> str:
    return (
        "".join(hands.choice(WORDS) + hands.choice(ENDS) * (hands.random() < 0.3) for _ in range(length))
        + "。"
    )


def make_entries(offices: list[Office], number: int, seed: int = 1) -> list[Entry]:
    hands = random.Random(seed)
    states = [Entry.State.ACTIVE] * 8 + [Entry.State.DRAFT, Entry.State.RETIRED]
    return [
        Entry(
            office=hands.choice(offices),
            title=sentence(hands, 3),
            text=sentence(hands, hands.randint(3, 40)),
            content={},
            kind=hands.choice(Entry.Kind.values),
            function=hands.choice(Entry.Function.values),
            state=hands.choice(states),
            scope=hands.choice(Entry.Scope.values),
            quality=hands.choice((0, 0, 0, 1, 2, 3)),
            audience=hands.choice(("", "市", "县")),
            valid_from=hands.choice((None, date(2024, 5, 1), date(2026, 1, 1), date(2999, 1, 1))),
        )
        for _ in range(number)
    ]


def sort_entries(entries: list[Entry], seed: int = 2) -> None:
    hands = random.Random(seed)
    for model, field in ((Theme, "themes"), (Occasion, "occasions")):
        tags = [model.objects.create(name=f"{model._meta.verbose_name}{number}") for number in range(5)]
        through = getattr(Entry, field).through
        through.objects.bulk_create(
            through(**{"entry_id": entry.pk, f"{field[:-1]}_id": tag.pk})
            for entry in entries
            for tag in hands.sample(tags, hands.randint(0, 2))
        )


@pytest.fixture(scope="module")
def collection(django_db_setup: None, django_db_blocker: object) -> Collection:
    """Stored once for a file of tests; the file's tests read only. Cleaned up by hand."""
    with django_db_blocker.unblock():
        before = set(Office.objects.values_list("pk", flat=True))
        province = make_office("检索省纪委监委")
        city = make_office("检索市纪委监委", province)
        county = make_office("检索县纪委监委", city)
        other = make_office("检索外市纪委监委")
        people = {
            "county": make_person("s-county", "县", county, RoleName.DRAFTER),
            "city": make_person("s-city", "市", city, RoleName.DRAFTER),
            "curator": make_person("s-curator", "市管理员", city, RoleName.CURATOR),
            "province": make_person("s-province", "省", province, RoleName.DRAFTER),
            "nobody": make_person("s-nobody", "无", other, RoleName.DRAFTER),
        }
        entries = Entry.objects.bulk_create(make_entries([province, city, county], 2_500))
        sort_entries(entries)
        yield Collection(people, {str(entry.pk): entry for entry in entries})
        Entry.objects.all().delete()
        Entry.history.all().delete()
        for model in (Theme, Occasion, SearchRow):
            model.objects.all().delete()
        User.objects.filter(pk__in=[person.pk for person in people.values()]).delete()
        for office in (county, city, province, other):
            if office.pk not in before:
                office.delete()
