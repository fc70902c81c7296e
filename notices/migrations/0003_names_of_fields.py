"""Fields have names, for those who read what is kept about them; the tables stay as they are."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_call_emails_emails'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='muting',
            options={'verbose_name': 'kind of email that is switched off', 'verbose_name_plural': 'kinds of email that are switched off'},
        ),
        migrations.AlterField(
            model_name='mail',
            name='address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='claimed_at',
            field=models.DateTimeField(null=True, verbose_name='begun to be sent at'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='data',
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='what it is about'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='due_at',
            field=models.DateTimeField(verbose_name='due at'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='error',
            field=models.TextField(blank=True, verbose_name='what went wrong'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='key',
            field=models.CharField(max_length=420, unique=True, verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(max_length=50, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='language',
            field=models.CharField(blank=True, max_length=10, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='queued_at',
            field=models.DateTimeField(verbose_name='queued at'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='sent_at',
            field=models.DateTimeField(null=True, verbose_name='sent at'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed'), ('unknown', 'Unknown'), ('withheld', 'Held back')], default='waiting', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='tries'),
        ),
        migrations.AlterField(
            model_name='muting',
            name='kind',
            field=models.CharField(max_length=50, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='refusedaddress',
            name='refused_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='refused at'),
        ),
    ]
