"""Who may do what in the library. Each `<verb>_refusal` gives the Chinese reason, or "" where there is none.

Error page and disabled button say the same sentence.
"""

from collections.abc import Iterable

from speeches.accounts.models import Office, RoleName, User
from speeches.manuscript.punctuation import quoted

from .models import Entry, Outline, SourceDocument, Theme
from .models.catalogue import Tag
from .models.expression import Wording
from .models.proofing import LONGEST_LISTED
from .models.shared import Scope
from .states import TRANSITIONS, State, Verb

USED_ELSEWHERE = "“{tag}”也用在其他单位的素材里，请由上级单位的素材管理员改动。"
WRITERS = (RoleName.DRAFTER, RoleName.CURATOR)


def transition_refusal(entry: Entry, verb: Verb) -> str:
    if (entry.state, verb) in TRANSITIONS:
        return ""
    return f"“{entry.get_state_display()}”的素材不能{verb.label}。"


def create_refusal(user: User, office: Office | None) -> str:
    if office is not None and user.has_role(RoleName.CURATOR, office):
        return ""
    return "只有素材管理员可以新建素材。"


def curate_refusal(user: User, entry: Entry) -> str:
    if user.has_role(RoleName.CURATOR, entry.office_id):
        return ""
    return f"这条素材由{entry.office}管理，只有该单位的素材管理员可以改动。"


def is_own_proposal(user: User, entry: Entry) -> bool:
    return entry.proposed_by_id == user.pk and entry.office_id in user.offices_as(*WRITERS)


def edit_refusal(user: User, entry: Entry) -> str:
    """Curators edit at any time, proposers what has come back to them."""
    if is_own_proposal(user, entry) and entry.state == State.DRAFT:
        return ""
    return curate_refusal(user, entry)


def history_refusal(user: User, entry: Entry) -> str:
    """Old versions, and who said what about them, are an office's own; others read what is published."""
    if entry.office_id in user.offices_as():
        return ""
    return f"这条素材由{entry.office}管理，历史只有该单位的人员可以查看。"


def suggest_refusal(user: User, office: Office | None) -> str:
    """May this person propose new material to this office?"""
    if office is not None and office.pk in user.offices_as(*WRITERS):
        return ""
    return "只有起草人可以向本单位推荐素材。"


def propose_refusal(user: User, entry: Entry) -> str:
    refusal = "" if is_own_proposal(user, entry) else "只有推荐人可以再次推荐这条素材。"
    return refusal or transition_refusal(entry, Verb.PROPOSE)


def withdraw_refusal(user: User, entry: Entry) -> str:
    refusal = "" if is_own_proposal(user, entry) else "只有推荐人可以撤回这条素材。"
    return refusal or transition_refusal(entry, Verb.WITHDRAW)


def accept_refusal(user: User, entry: Entry) -> str:
    return curate_refusal(user, entry) or transition_refusal(entry, Verb.ACCEPT)


def decline_refusal(user: User, entry: Entry) -> str:
    return curate_refusal(user, entry) or transition_refusal(entry, Verb.DECLINE)


def merge_refusal(user: User, entry: Entry, into: Entry | None = None) -> str:
    refusal = curate_refusal(user, entry) or transition_refusal(entry, Verb.MERGE)
    if refusal or into is None:
        return refusal
    return curate_refusal(user, into) or merge_target_refusal(entry, into)


def merge_target_refusal(entry: Entry, into: Entry) -> str:
    if into.pk == entry.pk:
        return "不能并入自己。"
    return "" if into.state == State.ACTIVE else "只能并入在用的素材。"


def retire_refusal(user: User, entry: Entry) -> str:
    return curate_refusal(user, entry) or transition_refusal(entry, Verb.RETIRE)


def successor_refusal(user: User, entry: Entry) -> str:
    told = "" if entry.state == State.RETIRED else "只有停用的素材要写明由哪一条替代。"
    return curate_refusal(user, entry) or told


def activate_refusal(user: User, entry: Entry) -> str:
    return curate_refusal(user, entry) or transition_refusal(entry, Verb.ACTIVATE)


def publish_refusal(user: User, entry: Entry) -> str:
    if refusal := curate_refusal(user, entry):
        return refusal
    if entry.state != State.ACTIVE:
        return "只有在用的素材可以发布给下级单位。"
    return "这条素材已经发布给下级单位。" if entry.scope == Scope.SUBTREE else ""


def unpublish_refusal(user: User, entry: Entry) -> str:
    if refusal := curate_refusal(user, entry):
        return refusal
    return "" if entry.scope == Scope.SUBTREE else "这条素材没有发布给下级单位。"


def copy_refusal(user: User, entry: Entry, office: Office | None) -> str:
    """May this person copy what another office publishes, to adapt it for their own office?"""
    if office is None or not user.has_role(RoleName.CURATOR, office):
        return "只有素材管理员可以改编上级单位的素材。"
    if office.pk == entry.office_id:
        return "这是本单位的素材，直接修改即可。"
    if entry.state != State.ACTIVE:
        return "只有在用的素材可以改编。"
    if entry.copies.filter(office=office).exclude(state=State.RETIRED).exists():
        return "本单位已有它的改编。"
    return ""


def follow_refusal(user: User, entry: Entry) -> str:
    """May this person settle that the original of a copy has changed?"""
    return curate_refusal(user, entry) or ("" if entry.copied_from_id else "这条素材不是改编来的。")


def tag_refusal(user: User) -> str:
    return "" if user.has_role(RoleName.CURATOR) else "只有素材管理员可以整理主题和场合。"


def tag_change_refusal(user: User, tag: Tag) -> str:
    return tag_change_refusals(user, [tag])[0][1]


def tag_change_refusals(user: User, tags: Iterable[Tag]) -> list[tuple[Tag, str]]:
    """Return each tag with the reason why this person may not rename or merge it, "" for none. One query.

    Renaming and merging touch the entries of every office that uses the tag.
    """
    tags = list(tags)
    below = Office.objects.at_or_below(user.offices_as(RoleName.CURATOR))
    elsewhere = Entry.objects.exclude(office__in=below)
    kind = next((type(tag) for tag in tags), Theme)
    foreign = set(kind.objects.filter(entries__in=elsewhere).values_list("pk", flat=True))
    reason = tag_refusal(user)
    return [(tag, reason or (USED_ELSEWHERE.format(tag=tag) if tag.pk in foreign else "")) for tag in tags]


def desk_refusal(user: User) -> str:
    return "" if user.has_role(RoleName.CURATOR) else "素材管理只对素材管理员开放。"


def intake_refusal(user: User) -> str:
    return "" if user.has_role(RoleName.CURATOR) else "入库整理只对素材管理员开放。"


def source_refusal(user: User, source: SourceDocument) -> str:
    if user.has_role(RoleName.CURATOR, source.office_id):
        return ""
    return f"讲话原文{quoted(str(source))}由{source.office}管理，只有该单位的素材管理员可以改动。"


def outline_refusal(user: User, outline: Outline) -> str:
    if user.has_role(RoleName.CURATOR, outline.office_id):
        return ""
    return f"提纲{quoted(str(outline))}由{outline.office}管理，只有该单位的素材管理员可以改动。"


def wording_create_refusal(user: User, office: Office | None) -> str:
    if office is not None and user.has_role(RoleName.CURATOR, office):
        return ""
    return "只有素材管理员可以添加提法和易错词。"


def wording_refusal(user: User, wording: Wording) -> str:
    if user.has_role(RoleName.CURATOR, wording.office_id):
        return ""
    return f"{quoted(str(wording))}由{wording.office}管理，只有该单位的素材管理员可以改动。"


def listing_refusal(user: User, office: Office, text: str) -> str:
    """May this person propose these words for the office's white list?"""
    if len(text) > LONGEST_LISTED:
        return f"这处文字超过 {LONGEST_LISTED} 字，不能列入单位白名单。请只在这一处或这篇里忽略。"
    return "" if suggest_refusal(user, office) == "" else "只有本单位的起草人可以提出白名单。"


def white_list_refusal(user: User, office: Office) -> str:
    if user.has_role(RoleName.CURATOR, office):
        return ""
    return f"只有{office}的素材管理员可以决定白名单。"


def secret_refusal(user: User, office: Office | None) -> str:
    if office is not None and user.has_role(RoleName.CURATOR, office):
        return ""
    return "只有本单位的素材管理员可以查看和登记保密词。"


def quotation_refusal(user: User, office: Office | None) -> str:
    if office is not None and user.has_role(RoleName.CURATOR, office):
        return ""
    return "只有本单位的素材管理员可以录入和修改引文原文。"
