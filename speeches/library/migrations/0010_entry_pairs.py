import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0009_search_at_commit")]

    operations = [
        migrations.CreateModel(
            name="EntryPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likeness", models.FloatField(verbose_name="相近")),
                ("is_distinct", models.BooleanField(default=False, verbose_name="各有各用")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.entry"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.entry"
                    ),
                ),
            ],
            options={
                "verbose_name": "相近的素材对",
                "verbose_name_plural": "相近的素材对",
                "ordering": ("-likeness", "pk"),
                "constraints": [models.UniqueConstraint(fields=("first", "second"), name="one_pair_once")],
            },
        ),
    ]
