from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_hides_upper_comments'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='tried_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='试发'),
        ),
    ]
