"""How an office prints its speeches (版式), how fast its leaders speak, who reads whose comments."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .office import Office


class PageNumberStyle(models.TextChoices):
    OUTER = "outer", "“— 1 —”，单页居右、双页居左（GB/T 9704）"
    CENTRE = "centre", "“— 1 —”，居中"


class OfficeSettings(models.Model):
    """One row an office; an office without one has the defaults, which are GB/T 9704—2012."""

    PageNumberStyle = PageNumberStyle

    office = models.OneToOneField(
        Office, on_delete=models.CASCADE, related_name="settings", verbose_name="单位"
    )
    title_font = models.CharField("标题字体", max_length=40, default="方正小标宋简体")
    body_font = models.CharField("正文字体", max_length=40, default="仿宋_GB2312")
    heading1_font = models.CharField("一级标题字体", max_length=40, default="黑体")
    heading2_font = models.CharField("二级标题字体", max_length=40, default="楷体_GB2312")
    # 28.95 pt gives 22 lines a page; 29 and 30 give 21 (measured).
    line_pitch = models.DecimalField(
        "行距（磅）",
        max_digits=4,
        decimal_places=2,
        default=Decimal("28.95"),
        validators=(MinValueValidator(20), MaxValueValidator(40)),
    )
    # None: as the title block is written.
    byline_before_date = models.BooleanField("讲话人排在日期之前", null=True, default=None)
    page_number_style = models.CharField(
        "页码样式", max_length=8, choices=PageNumberStyle.choices, default=PageNumberStyle.OUTER
    )
    characters_per_minute = models.PositiveSmallIntegerField(
        "语速（字/分钟）", default=180, validators=(MinValueValidator(80), MaxValueValidator(400))
    )
    # By the order of a round: who comes later is above.
    hides_upper_comments = models.BooleanField("上级的意见不给下级看", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "单位设置"

    def __str__(self) -> str:
        return f"{self.office}的设置"

    @classmethod
    def of(cls, office: Office) -> "OfficeSettings":
        """Return the office's settings, or the defaults, unsaved, where it has none."""
        return cls.objects.filter(office=office).first() or cls(office=office)
