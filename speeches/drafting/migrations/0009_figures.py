from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0008_dismissal"),
    ]

    operations = [
        migrations.AddField(
            model_name="fact",
            name="earlier",
            field=models.JSONField(blank=True, default=list, verbose_name="改动以前"),
        ),
        migrations.AddField(
            model_name="fact",
            name="is_figure",
            field=models.BooleanField(default=False, verbose_name="是数据"),
        ),
        migrations.AddField(
            model_name="fact",
            name="period",
            field=models.CharField(blank=True, max_length=40, verbose_name="期间"),
        ),
        migrations.AddField(
            model_name="fact",
            name="previous",
            field=models.CharField(blank=True, max_length=30, verbose_name="上年同期数"),
        ),
        migrations.AddField(
            model_name="fact",
            name="source",
            field=models.CharField(blank=True, max_length=100, verbose_name="来源"),
        ),
        migrations.AddField(
            model_name="fact",
            name="unit",
            field=models.CharField(blank=True, max_length=10, verbose_name="计量单位"),
        ),
    ]
