from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="reason",
            field=models.CharField(
                choices=[
                    ("imported", "导入"),
                    ("outline", "从提纲新建"),
                    ("copied", "复制"),
                    ("export", "导出前"),
                    ("manual", "手动保存"),
                    ("automatic", "自动保存"),
                    ("restored", "恢复旧版前"),
                    ("went_back", "恢复"),
                    ("submitted", "送审"),
                ],
                max_length=10,
                verbose_name="缘由",
            ),
        ),
    ]
