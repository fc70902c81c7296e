"""The log of exports of a person's data, whose rows the database lets nobody change.

They go with the account. On SQLite a migration that alters the table has to put the trigger back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


KEEP = {
    "postgresql": (
        """
        CREATE FUNCTION accounts_keep_exports() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The log of exports is only added to.'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER accounts_keep_exports BEFORE UPDATE ON accounts_dataexport
        FOR EACH ROW EXECUTE FUNCTION accounts_keep_exports()
        """,
    ),
    "sqlite": (
        """
        CREATE TRIGGER accounts_keep_exports BEFORE UPDATE ON accounts_dataexport
        BEGIN SELECT RAISE(ABORT, 'The log of exports is only added to.'); END
        """,
    ),
}
LET_GO = {
    "postgresql": (
        "DROP TRIGGER accounts_keep_exports ON accounts_dataexport",
        "DROP FUNCTION accounts_keep_exports()",
    ),
    "sqlite": ("DROP TRIGGER accounts_keep_exports",),
}


def keep(apps, schema_editor):
    for statement in KEEP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_merging'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exported_at', models.DateTimeField(verbose_name='exported at')),
                ('exported_by', models.CharField(choices=[('person', 'by you on the portal'), ('operator', 'by the operator, with a command')], max_length=10, verbose_name='exported by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_exports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'export of data',
                'verbose_name_plural': 'exports of data',
            },
        ),
        migrations.RunPython(keep, let_go),
    ]
