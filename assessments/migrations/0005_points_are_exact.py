from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_fill_rules_and_passes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='attempt',
            name='points',
        ),
        migrations.RemoveField(
            model_name='response',
            name='points',
        ),
        migrations.AlterField(
            model_name='attempt',
            name='max_points',
            field=models.PositiveIntegerField(verbose_name='points possible'),
        ),
    ]
