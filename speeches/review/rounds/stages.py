"""Stages (一步): who reviews at the same time; and a round told as its stages. Pure but for the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from speeches.accounts.models import User
from speeches.review.models import Round, Step
from speeches.review.states import StepState, Verdict


@dataclass(frozen=True, slots=True)
class Stage:
    """People who are asked at the same time, before those of the next stage."""

    people: tuple[User, ...]
    allows_editing: bool = False

    @property
    def names(self) -> str:
        return together([person.name for person in self.people])


def together(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{'、'.join(names[:-1])}和{names[-1]}（同时）"


def one_after_another(people: Iterable[User]) -> list[Stage]:
    return [Stage((person,)) for person in people]


def people_of(stages: Iterable[Stage]) -> list[User]:
    return [person for stage in stages for person in stage.people]


@dataclass(frozen=True, slots=True)
class Leg:
    """One stage of a round that was sent: its steps, those handed over included."""

    steps: tuple[Step, ...]

    @property
    def is_together(self) -> bool:
        # Whom somebody asked first comes before that person, not beside.
        return sum(step.state != StepState.HANDED and not step.before_id for step in self.steps) > 1

    @property
    def open(self) -> list[Step]:
        return [step for step in self.steps if step.state == StepState.OPEN]

    @property
    def asked_first(self) -> list[tuple[Step, Step]]:
        """Return who reviews now because somebody asked them first (先加签), and who asked."""
        by_key = {step.pk: step for step in self.steps}
        return [(step, by_key[step.before_id]) for step in self.open if step.before_id]

    @property
    def waiting(self) -> list[Step]:
        return [step for step in self.steps if step.state == StepState.WAITING]

    @property
    def returned(self) -> list[Step]:
        return [step for step in self.steps if step.verdict == Verdict.RETURNED]


def legs_of(steps: Iterable[Step]) -> list[Leg]:
    """Return a round's stages in order; whom somebody asked first stands before them."""
    ordered = sorted(steps, key=lambda step: (step.order, place_among(step), step.pk))
    return [Leg(tuple(group)) for _, group in groupby(ordered, key=lambda step: step.order)]


def place_among(step: Step) -> int:
    return (step.before_id or step.pk) * 2 - bool(step.before_id)


def explained(review: Round, legs: Sequence[Leg]) -> list[str]:
    """Return in plain words what happens next and who may do what, while a round is open."""
    leg = next((leg for leg in legs if leg.open), None)
    if not review.is_open or leg is None:
        return []
    following = next((one for one in legs if one.waiting and one is not leg), None)
    told = (now_with(leg), *whoever_left(leg), *what_follows(leg, following), about_text(leg))
    return [*told, REVIEWERS_MAY, WRITERS_MAY]


TOGETHER = "这一步几人同时审：都作了结论才往下走；有一人退回，也等都审完，连同各人意见一并退给起草人。"
SENT_BACK = "这一步几人同时审，已有人退回，等都审完一并退给起草人。"
BACK = "{asked}同意后回到{asker}审阅；{asked}退回的，就退给起草人，{asker}不用再审。"
LEFT = "{names}的账号已停用，不会来审阅。请起草人撤回，另选审阅人再送。"
REVIEWERS_MAY = (
    "正在审阅的人可以批注、提修改建议、作结论，可以转办给别人，或者加签（请别人在自己之前或之后审）。"
)
WRITERS_MAY = "起草人可以看批注、回复批注，可以撤回。"


def now_with(leg: Leg) -> str:
    names = "、".join(step.person.name for step in leg.open)
    if not leg.is_together:
        return f"现在由{names}审阅。"
    return f"现在由{names}审阅。{SENT_BACK if leg.returned else TOGETHER}"


def whoever_left(leg: Leg) -> Iterator[str]:
    """Nobody decides for whoever has no account any more: the writers have to choose somebody else."""
    names = "、".join(step.person.name for step in leg.open if not step.person.is_active)
    if names:
        yield LEFT.format(names=names)


def what_follows(leg: Leg, following: Leg | None) -> Iterator[str]:
    for asked, asker in leg.asked_first:
        yield BACK.format(asked=asked.person.name, asker=asker.person.name)
    if leg.asked_first or leg.returned:
        return
    if following is None:
        yield "这是最后一步，同意即审阅通过。"
    else:
        yield f"同意后转{together([step.person.name for step in following.waiting])}审阅。"


def about_text(leg: Leg) -> str:
    if all(step.allows_editing for step in leg.open):
        return "这一步允许起草人同时修改正文；改过的，审阅人换成最新文本看过，才能同意。"
    return "审阅期间正文不能修改。"
