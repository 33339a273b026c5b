"""People, and the roles they have in offices."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property

from .office import Office


class RoleName(models.TextChoices):
    DRAFTER = "drafter", "起草人"
    REVIEWER = "reviewer", "审阅领导"
    CURATOR = "curator", "素材管理员"
    HEAD = "head", "单位负责人"
    ADMIN = "admin", "系统管理员"


class User(AbstractUser):
    """A person with one name (姓名) as on their papers, and a post (职务)."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=100, blank=True)
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="所在单位",
    )
    # Demo passwords are public: beside real data they are refused (see `speeches.demo_accounts`).
    is_demo = models.BooleanField("演示账号", default=False, editable=False)

    REQUIRED_FIELDS = ("name",)

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """The (office id, role) pairs of this person. One query for the life of the object."""
        return frozenset(self.memberships.values_list("office", "role"))

    def has_role(self, role: RoleName, office: Office | int | None = None) -> bool:
        """Whether the person has the role in that office, or anywhere when none is named."""
        return bool(self.offices_as(role) if office is None else self.offices_as(role) & {_id(office)})

    def offices_as(self, *roles: RoleName) -> frozenset[int]:
        """Return the ids of the offices where the person has one of these roles; any, if none is named."""
        if not self.is_active:
            return frozenset()
        return frozenset(office for office, role in self.roles if not roles or role in roles)


def _id(office: Office | int) -> int:
    return office.pk if isinstance(office, Office) else office


class Membership(models.Model):
    """One role of one person in one office; a person may have several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="人员")
    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="memberships", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=10, choices=RoleName.choices)

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["user", "office", "role"], name="one_role_once"),)

    def __str__(self) -> str:
        return f"{self.office} · {self.get_role_display()}"
