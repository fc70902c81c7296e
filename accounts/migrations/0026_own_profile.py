"""What people tell of themselves; consents, whose rows the database lets nobody change.

Old rows of people get empty texts. Consents go with the account. On SQLite a migration that alters
their table has to put the trigger back.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


KEEP = {
    "postgresql": (
        """
        CREATE FUNCTION accounts_keep_consents() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Consents are only added to.'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER accounts_keep_consents BEFORE UPDATE ON accounts_consent
        FOR EACH ROW EXECUTE FUNCTION accounts_keep_consents()
        """,
    ),
    "sqlite": (
        """
        CREATE TRIGGER accounts_keep_consents BEFORE UPDATE ON accounts_consent
        BEGIN SELECT RAISE(ABORT, 'Consents are only added to.'); END
        """,
    ),
}
LET_GO = {
    "postgresql": (
        "DROP TRIGGER accounts_keep_consents ON accounts_consent",
        "DROP FUNCTION accounts_keep_consents()",
    ),
    "sqlite": ("DROP TRIGGER accounts_keep_consents",),
}


def keep(apps, schema_editor):
    for statement in KEEP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0025_nightly_erasures'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='certificate_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='name on certificates'),
        ),
        migrations.AddField(
            model_name='user',
            name='country',
            field=models.CharField(blank=True, choices=[('ES', 'Spain'), ('IT', 'Italy'), ('IL', 'Israel'), ('PS', 'Palestine'), ('CY', 'Cyprus'), ('EG', 'Egypt'), ('FR', 'France'), ('GR', 'Greece'), ('JO', 'Jordan'), ('LB', 'Lebanon'), ('MT', 'Malta'), ('PT', 'Portugal'), ('TN', 'Tunisia'), ('DZ', 'Algeria'), ('XX', 'Another country')], max_length=2, verbose_name='country'),
        ),
        migrations.AddField(
            model_name='user',
            name='position',
            field=models.CharField(blank=True, max_length=120, verbose_name='role in the organisation'),
        ),
        migrations.AddField(
            model_name='user',
            name='time_zone',
            field=models.CharField(blank=True, max_length=50, verbose_name='time zone'),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('newsletter', 'Newsletter'), ('pictures', 'Photos and videos')], max_length=20, verbose_name='purpose')),
                ('is_given', models.BooleanField(verbose_name='given')),
                ('decided_at', models.DateTimeField(verbose_name='decided at')),
                ('wording', models.TextField(verbose_name='wording')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Statistics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sex', models.CharField(blank=True, choices=[('female', 'Female'), ('male', 'Male'), ('other', 'Another'), ('unsaid', 'I prefer not to say')], max_length=10, verbose_name='sex')),
                ('age_band', models.CharField(blank=True, choices=[('15-24', '15 to 24 years'), ('25-34', '25 to 34 years'), ('35-44', '35 to 44 years'), ('45-54', '45 to 54 years'), ('55-64', '55 to 64 years'), ('65+', '65 years and older'), ('unsaid', 'I prefer not to say')], max_length=10, verbose_name='age')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='told at')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='statistics', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'statistics of a person',
                'verbose_name_plural': 'statistics of people',
            },
        ),
        migrations.RunPython(keep, let_go),
    ]
