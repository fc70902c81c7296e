"""Reports of participants: an empty table."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0001_saved_filters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ParticipantsReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('figures', models.JSONField(verbose_name='figures')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'report of participants',
                'verbose_name_plural': 'reports of participants',
                'ordering': ['-ends_on', '-begins_on'],
                'default_permissions': ['add', 'view'],
                'constraints': [models.UniqueConstraint(fields=('begins_on', 'ends_on'), name='period_reported_once'), models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('ends_on'))), name='period_is_forward')],
            },
        ),
    ]
