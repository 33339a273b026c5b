from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('review', '0010_praise'),
    ]

    operations = [
        migrations.AddField(
            model_name='remark',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='收回时间'),
        ),
    ]
