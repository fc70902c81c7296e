"""What happens to a learner once is about what it happens to, so that its uniqueness binds."""

from django.db import migrations, models

# SQLite makes the table anew for each constraint, without the triggers that guard it.
TRIGGER = """
    CREATE TRIGGER learning_keep_history_from_{name}
    BEFORE {verb} ON learning_historyentry
    WHEN NOT EXISTS (SELECT 1 FROM learning_rewriting_history)
    BEGIN SELECT RAISE(ABORT, 'The history is only added to.'); END
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(TRIGGER.format(name=verb.lower(), verb=verb))


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0009_corrections'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['activity_completed', 'pass_given']), _negated=True), ('activity__isnull', False), _connector='OR'), name='history_knows_its_activity'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['enrolled', 'module_completed']), _negated=True), ('module__isnull', False), _connector='OR'), name='history_knows_its_module'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['track_completed']), _negated=True), ('track__isnull', False), _connector='OR'), name='history_knows_its_track'),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
