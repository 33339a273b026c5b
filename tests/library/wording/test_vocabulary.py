"""What the library's names do elsewhere: words stay whole, set names announce nothing."""

from speeches.accounts.models import Office, User
from speeches.drafting.actions import import_text
from speeches.drafting.passages import pasted
from speeches.library.lexicon import set_names_for
from speeches.library.models import Expression, Theme
from speeches.library.proposals import suggest
from speeches.library.queries import preview
from speeches.library.search.place import read_place
from speeches.library.vocabulary import vocabulary_for
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import parse
from tests.library.factories import make_entry, make_expression

NAMED = "落实“三个新名”。\n一是学习。\n二是宣传。\n三是落实。"


def test_words_of_an_office(office: Office, province: Office, django_assert_num_queries):
    make_expression(office, "“四下清单”", members=["政治监督", "x" * 20])
    make_expression(province, "省里自己的", scope="own")
    Theme.objects.create(name="以案促改促治")
    own = vocabulary_for(office)
    assert {"四下清单", "政治监督", "以案促改促治", "云川市纪委监委"} <= own.words
    assert "省里自己的" not in own.words
    with django_assert_num_queries(3):
        assert vocabulary_for(office) is own
    Theme.objects.all().delete()
    assert "以案促改促治" not in vocabulary_for(office).words
    assert vocabulary_for(None) is None


def test_a_place_in_a_draft_is_read_by_them(office: Office):
    make_expression(office, "四下清单")
    speech = parse("同志们：\n一、推进四下清单\n我们要抓好四下清单。").manuscript
    key = speech.paragraphs[-1].key
    assert "四下清单" in read_place(speech, key, vocabulary_for(office)).keywords
    assert "四下清单" not in read_place(speech, key).keywords


def test_a_set_name_of_the_library_announces_nothing(office: Office, drafter: User):
    assert preview(NAMED).announcements
    make_expression(office, "“三个新名”", is_set_name=True)
    entry = make_entry(office, text=NAMED)
    assert not [span for paragraph in entry.manuscript.paragraphs for span in paragraph.spans]
    Expression.objects.all().delete()
    entry = make_entry(office, text=NAMED)
    assert [span for paragraph in entry.manuscript.paragraphs for span in paragraph.spans]


def test_nor_in_a_speech_that_is_brought_in(office: Office, drafter: User):
    def counts() -> list[str]:
        result = import_text(drafter, f"同志们：\n{NAMED}").result
        spans = [
            span for paragraph in result["manuscript"]["paragraphs"] for span in paragraph.get("spans", [])
        ]
        return [span["kind"] if isinstance(span, dict) else span[2] for span in spans]

    assert counts() == ["count"]
    make_expression(office, "“三个新名”", is_set_name=True)
    assert counts() == []


def test_nor_in_what_is_pasted_or_proposed(office: Office, drafter: User):
    speech = parse(f"同志们：\n{NAMED}").manuscript
    keys = [paragraph.key for paragraph in speech.paragraphs if paragraph.role is not Role.SALUTATION]

    def told() -> tuple[int, int, str]:
        names = set_names_for(office)
        found = suggest(speech, keys, {}, None, names)
        pastes = (
            pasted(NAMED, is_whole=False, set_names=names),
            pasted(NAMED, is_whole=True, set_names=names),
        )
        first, whole = (sum(len(row.get("spans", [])) for row in paste["paragraphs"]) for paste in pastes)
        return first, whole, found.title if found else ""

    assert told() == (1, 1, "“三个新名”")
    make_expression(office, "“三个新名”", is_set_name=True)
    assert told() == (0, 0, "落实“三个新名”")
