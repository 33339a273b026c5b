"""Drafts, their paragraphs as rows, saves, revisions and imports."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("library", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("front", models.JSONField(default=list, verbose_name="题头")),
                ("meeting", models.CharField(blank=True, max_length=200, verbose_name="会议名称")),
                ("speaker", models.CharField(blank=True, max_length=100, verbose_name="讲话人")),
                ("spoken_on", models.DateField(blank=True, null=True, verbose_name="讲话日期")),
                (
                    "target_minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="目标时长（分钟）"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "起草"),
                            ("in_review", "送审中"),
                            ("returned", "退回修改"),
                            ("approved", "已通过"),
                            ("final", "定稿"),
                            ("archived", "归档"),
                        ],
                        default="drafting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, verbose_name="修改序号")),
                ("front_sequence", models.PositiveIntegerField(default=0)),
                ("front_client", models.CharField(blank=True, max_length=64)),
                (
                    "fixture_id",
                    models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True),
                ),
                ("deleted_at", models.DateTimeField(blank=True, null=True, verbose_name="删除时间")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "co_drafters",
                    models.ManyToManyField(
                        blank=True,
                        related_name="shared_drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="共同起草人",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.occasion",
                        verbose_name="场合",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="accounts.office",
                        verbose_name="单位",
                    ),
                ),
                (
                    "outline",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.outline",
                        verbose_name="提纲",
                    ),
                ),
            ],
            options={
                "verbose_name": "讲话稿",
                "verbose_name_plural": "讲话稿",
                "ordering": ("-updated_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("payload", models.JSONField()),
                ("answer", models.JSONField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_sets",
                        to="drafting.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存",
                "verbose_name_plural": "保存",
                "ordering": ("draft", "sequence"),
            },
        ),
        migrations.CreateModel(
            name="DraftParagraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=24)),
                ("position", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("salutation", "salutation"),
                            ("heading", "heading"),
                            ("item", "item"),
                            ("body", "body"),
                            ("closing", "closing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("series", models.CharField(blank=True, max_length=40)),
                ("list_id", models.CharField(blank=True, max_length=40)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("typed_marker", models.CharField(blank=True, max_length=40, null=True)),
                ("run_in", models.BooleanField(default=False)),
                ("spans", models.JSONField(default=list)),
                ("origin_entry", models.UUIDField(blank=True, null=True)),
                ("origin_version", models.PositiveIntegerField(blank=True, null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("bound_sequence", models.PositiveIntegerField(default=0)),
                ("client", models.CharField(blank=True, max_length=64)),
                ("deleted_at_sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, max_length=24)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="drafting.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "段落",
                "verbose_name_plural": "段落",
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="名称")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="内容")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="drafting.draft"
                    ),
                ),
            ],
            options={
                "verbose_name": "要素",
                "verbose_name_plural": "要素",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="版本号")),
                ("sequence", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("imported", "导入"),
                            ("outline", "从提纲新建"),
                            ("export", "导出前"),
                            ("manual", "手动保存"),
                            ("automatic", "自动保存"),
                            ("restored", "恢复旧版前"),
                            ("submitted", "送审"),
                        ],
                        max_length=10,
                        verbose_name="缘由",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="说明")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="drafting.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "版本",
                "verbose_name_plural": "版本",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="SpeechImport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("filename", models.CharField(blank=True, max_length=255, verbose_name="文件名")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="大小")),
                ("data", models.BinaryField(default=bytes)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待读取"),
                            ("reading", "正在读取"),
                            ("ready", "可以建立草稿"),
                            ("failed", "读取失败"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                ("result", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "draft",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="drafting.draft",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "导入",
                "verbose_name_plural": "导入",
            },
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["author", "-updated_at"], name="draft_by_author"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["office", "state", "-updated_at"], name="draft_by_office"),
        ),
        migrations.AddIndex(
            model_name="changeset",
            index=models.Index(fields=["draft", "sequence"], name="change_set_by_sequence"),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.UniqueConstraint(
                fields=("draft", "client", "number"), name="one_answer_to_a_change_set"
            ),
        ),
        migrations.AddIndex(
            model_name="draftparagraph",
            index=models.Index(fields=["draft", "position"], name="paragraph_by_position"),
        ),
        migrations.AddIndex(
            model_name="draftparagraph",
            index=models.Index(fields=["origin_entry"], name="paragraph_by_origin"),
        ),
        migrations.AddConstraint(
            model_name="draftparagraph",
            constraint=models.UniqueConstraint(fields=("draft", "key"), name="one_paragraph_of_a_key"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("draft", "name"), name="one_fact_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("draft", "number"), name="one_revision_of_a_number"),
        ),
        migrations.AddIndex(
            model_name="speechimport",
            index=models.Index(fields=["user", "-created_at"], name="import_by_user"),
        ),
    ]
