from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0007_corrections'),
    ]

    operations = [
        migrations.AddField(
            model_name='correction',
            name='fault',
            field=models.CharField(choices=[('ambiguous', 'It can be understood in more than one way.'), ('wrong_key', 'A wrong answer counted as the right one.'), ('narrow_key', 'More answers are right than the ones that counted.'), ('outdated', 'What it asks about has changed.'), ('other', 'There was a mistake in it.')], default='other', max_length=20, verbose_name='what was wrong'),
            preserve_default=False,
        ),
    ]
