"""The log of who looked at whose data: two empty tables.

The database lets nobody change a row, but forget who looked and the filters of a list. On SQLite a
migration that alters a table has to put its triggers back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FIXED = ("id", "happened_at", "role", "screen", "kind", "person_id", "people_count")
REFUSED = "The log of looks is only added to."


def changes(differs):
    """When an update changes more than it may; `differs`: how two values are told apart."""
    fixed = [f"NEW.{name} {differs} OLD.{name}" for name in FIXED]
    forgets = [
        f"(NEW.by_id {differs} OLD.by_id AND NEW.by_id IS NOT NULL)",
        f"(NEW.filters {differs} OLD.filters AND NEW.filters <> '')",
    ]
    return " OR ".join([*fixed, *forgets])


KEEP = {
    "postgresql": (
        f"""
        CREATE FUNCTION accounts_keep_looks() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER accounts_keep_looks BEFORE UPDATE ON accounts_dataaccess
        FOR EACH ROW WHEN ({changes("IS DISTINCT FROM")}) EXECUTE FUNCTION accounts_keep_looks()
        """,
        """
        CREATE TRIGGER accounts_keep_looks BEFORE UPDATE ON accounts_accessedpeople
        FOR EACH ROW EXECUTE FUNCTION accounts_keep_looks()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER accounts_keep_looks BEFORE UPDATE ON accounts_dataaccess
        WHEN {changes("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
        """,
        f"""
        CREATE TRIGGER accounts_keep_looked_at BEFORE UPDATE ON accounts_accessedpeople
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
        """,
    ),
}
LET_GO = {
    "postgresql": (
        "DROP TRIGGER accounts_keep_looks ON accounts_dataaccess",
        "DROP TRIGGER accounts_keep_looks ON accounts_accessedpeople",
        "DROP FUNCTION accounts_keep_looks()",
    ),
    "sqlite": ("DROP TRIGGER accounts_keep_looks", "DROP TRIGGER accounts_keep_looked_at"),
}


def keep(apps, schema_editor):
    for statement in KEEP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0028_representatives'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_at', models.DateTimeField(db_index=True, verbose_name='looked at')),
                ('role', models.TextField(verbose_name='role')),
                ('screen', models.CharField(max_length=40, verbose_name='what was looked at')),
                ('kind', models.CharField(choices=[('page', 'Page of a person'), ('list', 'List'), ('file', 'File'), ('archive', 'Everything about a person, as a file')], max_length=10, verbose_name='kind')),
                ('filters', models.TextField(blank=True, verbose_name='filters')),
                ('people_count', models.PositiveIntegerField(verbose_name='how many people')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who looked')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'look at data',
                'verbose_name_plural': 'looks at data',
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='AccessedPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.PositiveIntegerField(verbose_name='block')),
                ('signs', models.TextField(verbose_name='signs')),
                ('access', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='accounts.dataaccess')),
            ],
            options={
                'verbose_name': 'people in a file',
                'verbose_name_plural': 'people in files',
                'default_permissions': [],
                'indexes': [models.Index(fields=['block'], name='accessed_people_by_block')],
            },
        ),
        migrations.RunPython(keep, let_go),
    ]
