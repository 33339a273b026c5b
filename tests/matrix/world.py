"""One draft in review with everything that hangs on it, another one, a library, and everybody around them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from speeches.accounts.models import Notice, Person, RoleName, User
from speeches.drafting.actions import record_delivery, set_figure, verify_figure
from speeches.drafting.models import Dismissal, Draft, SpeechImport
from speeches.drafting.models.hard_word import HardWord
from speeches.drafting.models.pdf_copy import PdfCopy
from speeches.drafting.models.verification import Verification
from speeches.library.exchange.keys import make_key, trust_key
from speeches.library.models import (
    Candidate,
    PackageImport,
    Quotation,
    Secret,
    SheetImport,
    Theme,
    WhiteListEntry,
)
from speeches.review.actions import add_comment, decide, save_chain, submit_draft, suggest
from speeches.review.actions.consulting import consult
from speeches.review.models import Final
from speeches.review.models.returned import ReturnedCopy
from speeches.review.states import Verdict
from speeches.review.suggesting.making import rewriting
from speeches.review.threads.actions import add_remark
from tests.cast import make_office, make_person
from tests.drafting.factories import make_speech
from tests.library.exchange.files import publish, table
from tests.library.factories import make_entry, make_expression, make_outline
from tests.library.intake.factories import take_in

ANONYMOUS = "anonymous"
# The columns of the table, in their order. Everybody but the last four is of the draft's office.
ROLES = (
    "author",  # 起草人
    "co",  # 共同起草人
    "done",  # 审阅人，已审
    "open",  # 审阅人，正在审
    "waiting",  # 审阅人，未到
    "head",  # 单位负责人
    "colleague",  # 另一位起草人
    "bystander",  # 审阅别的稿
    "curator",  # 素材管理员
    "admin",  # 系统管理员
    "above",  # 上级单位的负责人和素材管理员
    "consulted",  # 外单位，被征求意见
    "outsider",  # 外单位，什么角色都有
    ANONYMOUS,
)


class World:
    """`draft` is what the table is about; `other` is a colleague's, before the bystander."""

    def __init__(self) -> None:
        self.make_people()
        self.draft, self.other = (
            self.make_draft(self.people["author"]),
            self.make_draft(self.people["colleague"]),
        )
        self.things = self.things_of(self.draft, self.people["author"])
        self.others = self.things_of(self.other, self.people["colleague"])
        self.submit()
        self.make_library()
        self.client = Client()
        self.sessions = {role: self.session_of(role) for role in ROLES if role != ANONYMOUS}

    # People

    def make_people(self) -> None:
        above = make_office("云川省纪委监委")
        office = make_office(parent=above)
        elsewhere = make_office("海州市纪委监委")
        roles = {
            "author": (office, RoleName.DRAFTER),
            "co": (office, RoleName.DRAFTER),
            "done": (office, RoleName.REVIEWER),
            "open": (office, RoleName.REVIEWER),
            "waiting": (office, RoleName.REVIEWER),
            "head": (office, RoleName.HEAD),
            "colleague": (office, RoleName.DRAFTER),
            "bystander": (office, RoleName.REVIEWER),
            "curator": (office, RoleName.CURATOR),
            "admin": (office, RoleName.ADMIN),
            "above": (above, RoleName.HEAD, RoleName.CURATOR),
            "consulted": (elsewhere, RoleName.DRAFTER),
            "outsider": (elsewhere, *RoleName),
        }
        self.office = office
        self.people = {name: make_person(name, f"{name}某", *place) for name, place in roles.items()}
        User.objects.filter(username="admin").update(is_staff=True, is_superuser=True)

    def session_of(self, role: str) -> str:
        client = Client()
        client.force_login(User.objects.get(username=role))
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def client_of(self, role: str) -> Client:
        """Return the one client as this person: a new one would set up all the middleware again."""
        self.client.cookies.clear()
        if role in self.sessions:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return self.client

    # Drafts

    def make_draft(self, author: User) -> Draft:
        draft = make_speech(author)
        Draft.objects.filter(pk=draft.pk).update(speaker="王某")
        draft.refresh_from_db()
        return draft

    def things_of(self, draft: Draft, author: User) -> dict[str, Any]:
        """Make what hangs on a draft, by the name of the parameter that names it."""
        if author.username == "author":
            draft.co_drafters.add(self.people["co"])
        draft.paragraphs.live()
        set_figure(draft, author=author, name="立案数", values={"value": "12", "unit": "件"})
        fact = draft.facts.get(name="立案数")
        verification = verify_figure(
            draft, fact, by=author, verdict=Verification.Verdict.WRONG, who="案管室", proposed="13"
        )
        consultation = consult(
            draft,
            by=author,
            asked=[("财政局", self.people["consulted"]), ("审计局", None)],
            asks_figures=True,
        )
        delivery = record_delivery(draft, author=author, title="讲话", characters=2000, minutes=10)
        dismissal = Dismissal.objects.create(
            draft=draft, scope="draft", rule="residue.placeholder", text="XX", identity="1", reason="quote"
        )
        heading = draft.paragraphs.live().filter(role="heading").order_by("position").first()
        return {
            "draft_id": draft.pk,
            "verification_id": verification.pk,
            "consultation_id": consultation.pk,
            "participant_id": consultation.participants.first().pk,
            "delivery_id": delivery.pk,
            "dismissal_id": dismissal.pk,
            "key": heading.key,
            "fact_id": fact.pk,
            "word_id": HardWord.objects.create(draft=draft, text="戛然", reading="jiá rán").pk,
            "pdf_id": PdfCopy.objects.create(draft=draft, user=author, name="讲话.pdf", state="ready").pk,
            "copy_id": ReturnedCopy.objects.create(
                draft=draft, user=author, filename="讲话.docx", size=4, digest="0" * 64, state="failed"
            ).pk,
        }

    def submit(self) -> None:
        people = self.people
        chain = [people["done"], people["open"], people["waiting"]]
        submit_draft(self.draft, by=people["author"], people=chain, reason="先请看框架")
        submit_draft(self.other, by=people["colleague"], people=[people["bystander"]], reason="先请看框架")
        early = add_comment(self.draft, author=people["done"], text="再看", key=self.things["key"])
        decide(self.draft, by=people["done"], verdict=Verdict.AGREED)
        comment = add_comment(self.draft, author=people["open"], text="再改", key=self.things["key"])
        changes = rewriting(self.draft.manuscript(), self.things["key"], "认清当前形势")
        suggestion = suggest(self.draft, author=people["open"], changes=changes)
        foreign = add_comment(self.other, author=people["bystander"], text="再改", key=self.others["key"])
        for things, said in ((self.things, comment), (self.others, foreign)):
            things["remark_id"] = add_remark(said, author=said.draft.author, text="已改").pk
        kept = save_chain(self.office, by=people["author"], name="常规", people=chain)
        self.things |= {"comment_id": comment.pk, "early_id": early.pk, "chain_id": kept.pk, "number": 1}
        self.things["suggestion_id"] = suggestion.comment_id
        self.others |= {"comment_id": foreign.pk}
        for draft in (self.draft, self.other):
            self.finalised(draft)

    def finalised(self, draft: Draft) -> None:
        """A final text of an earlier time, reopened since."""
        Final.objects.create(
            draft=draft,
            number=1,
            revision=draft.revisions.order_by("number").first(),
            filename="讲话.docx",
            data=b"docx",
            size=4,
            checksum="0" * 64,
            made_by=draft.author,
            reopened_by=draft.author,
            reopened_at=timezone.now(),
            reopen_reason="会议改期",
        )

    # Library

    def make_library(self) -> None:
        office, curator = self.office, self.people["curator"]
        batch = take_in(office, curator)
        candidate = Candidate.objects.filter(batch=batch).first()
        key = make_key(office, by=curator)
        make_entry(office, "供打包")
        package = PackageImport.objects.create(
            office=office,
            user=curator,
            filename="省.zhibi",
            data=publish(curator),
            publisher="省纪委",
            fingerprint=key.fingerprint,
            sha256="0" * 64,
            packed_at=timezone.now(),
        )
        trusted = trust_key(office, "省纪委", "11111 22222 33333 44444 55555 66666", by=curator)
        sheet = SheetImport.objects.create(office=office, user=curator, filename="素材.xlsx", data=table())
        speech = SpeechImport.objects.create(user=self.people["author"], office=office, filename="讲话.docx")
        expression = make_expression(office)
        self.library: dict[str, Any] = {
            "person_id": Person.objects.create(office=office, name="李某", post="主任").pk,
            "notice_id": self.notice().pk,
            "tag_id": Theme.objects.create(name="作风").pk,
            "secret_id": Secret.objects.create(office=office, text="某工程", added_by=curator).pk,
            "quotation_id": Quotation.objects.create(office=office, text="打铁必须自身硬").pk,
            "wording_id": expression.pk,
            "version": 1,
            "batch_id": batch.pk,
            "candidate_id": candidate.pk,
            "outline_id": make_outline(office).pk,
            "entry_id": make_entry(office).pk,
            "target_id": make_entry(office, "另一条").pk,
            "source_id": candidate.document_id,
            "rule_id": "numbers.wrong-zero-in-year",
            "noun": "theme",
            "way": "up",
            "trusted": trusted.pk,
            "key_id": key.pk,
            "sheet": sheet.pk,
            "package": package.pk,
            "speech": speech.pk,
            "listing": WhiteListEntry.objects.create(
                office=office, rule="residue.placeholder", text="XX", reason="local"
            ).pk,
        }

    def notice(self) -> Notice:
        return Notice.objects.create(
            person=self.people["author"], kind=Notice.Kind.REVIEW, text="看", url="/", is_listed=True
        )

    # Parameters

    def parameter(self, address: str, name: str) -> Any:
        """Return what an address's parameter is: `BY_ADDRESS` first, then what has the parameter's name."""
        for (beginning, one), make in BY_ADDRESS.items():
            if one == name and address.startswith(beginning):
                return make(self)
        found = {**self.library, **self.things}
        assert name in found, f"没有为 {address} 的参数 {name} 准备对象：请在 tests/matrix/world.py 里加一个"
        return found[name]

    def body(self, address: str) -> dict[str, Any]:
        """Return what is posted: enough to come past the form, where the form is looked at first."""
        return (
            {name: str(value) for name, value in BODIES[address](self).items()} if address in BODIES else {}
        )


BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "draft-decide": lambda world: {"verdict": "agreed"},
    "draft-rename": lambda world: {"title": "新的标题"},
    "draft-co-drafters": lambda world: {"person": world.people["colleague"].pk},
    "draft-facts": lambda world: {"name": "单位", "value": "市纪委", "was": ""},
    "draft-submit": lambda world: {"stage": world.people["open"].pk, "person_1": world.people["open"].pk},
    "draft-copy": lambda world: {"title": "新的一篇"},
    "entry-decline": lambda world: {"reason": "已有同类素材"},
    "figure-verify": lambda world: {"fact": world.things["fact_id"], "verdict": "right", "who": "案管室"},
    "consulted-figure-verify": lambda world: {"fact": world.things["fact_id"], "verdict": "right"},
    "settlement-settle": lambda world: {"verb": "adopted", "text": "已改"},
    "comment-add": lambda world: {"text": "请核实", "key": world.things["key"]},
    "suggestion-adopt": lambda world: {"comments": world.things["suggestion_id"]},
    "suggestion-settled": lambda world: {"comments": world.things["suggestion_id"]},
    "suggestion-undone": lambda world: {"comments": world.things["suggestion_id"]},
    "tag-add": lambda world: {"name": "新主题"},
    "tag-rename": lambda world: {"name": "新名称"},
}

# Parameters of one name that mean another thing at some addresses, by how the address's name begins.
BY_ADDRESS: dict[tuple[str, str], Callable[[World], Any]] = {
    ("sheet-import", "import_id"): lambda world: world.library["sheet"],
    ("package-import", "import_id"): lambda world: world.library["package"],
    ("import-", "import_id"): lambda world: world.library["speech"],
    ("trusted-key", "key_id"): lambda world: world.library["trusted"],
    ("white-list", "entry_id"): lambda world: world.library["listing"],
    ("wording-", "noun"): lambda world: "expressions",
    ("draft-section-proposal", "source_id"): lambda world: world.draft.pk,
    ("triage-place", "number"): lambda world: 0,
}
