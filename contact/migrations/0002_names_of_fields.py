"""Fields have names, for those who read what is kept about them; the tables stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='key',
            field=models.CharField(max_length=64, unique=True, verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='message',
            name='place_key',
            field=models.UUIDField(null=True, verbose_name='key of the page'),
        ),
        migrations.AlterField(
            model_name='message',
            name='question_id',
            field=models.CharField(blank=True, max_length=100, verbose_name='question'),
        ),
    ]
