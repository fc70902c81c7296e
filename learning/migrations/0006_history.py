"""The history of learners' records, which the database lets nobody change or delete.

The triggers hang on the table: on SQLite a migration that alters it makes the table anew, without
them, and has to put them back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# `learning.records.history.rewriting_history` opens what these close.
KEEP = {
    "postgresql": (
        """
        CREATE FUNCTION learning_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('portal.rewriting_history', true) = 'on' THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'The history is only added to.'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER learning_keep_history BEFORE UPDATE OR DELETE ON learning_historyentry
        FOR EACH ROW EXECUTE FUNCTION learning_keep_history()
        """,
    ),
    "sqlite": (
        "CREATE TABLE learning_rewriting_history (is_open integer NOT NULL)",
        *(
            f"""
            CREATE TRIGGER learning_keep_history_from_{verb.lower()}
            BEFORE {verb} ON learning_historyentry
            WHEN NOT EXISTS (SELECT 1 FROM learning_rewriting_history)
            BEGIN SELECT RAISE(ABORT, 'The history is only added to.'); END
            """
            for verb in ("UPDATE", "DELETE")
        ),
    ),
}
LET_GO = {
    "postgresql": (
        "DROP TRIGGER learning_keep_history ON learning_historyentry",
        "DROP FUNCTION learning_keep_history()",
    ),
    "sqlite": (
        "DROP TRIGGER learning_keep_history_from_update",
        "DROP TRIGGER learning_keep_history_from_delete",
        "DROP TABLE learning_rewriting_history",
    ),
}


def keep(apps, schema_editor):
    for statement in KEEP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0005_kinds_of_activities_are_declared'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enrolled', 'Enrolled in “%(title)s”'), ('came_back', 'Came back to “%(title)s”'), ('withdrew', 'Withdrew from “%(title)s”'), ('attempt_started', 'Began attempt %(number)s at “%(title)s”'), ('attempt_submitted', 'Submitted attempt %(number)s at “%(title)s”'), ('pass_given', 'Passed “%(title)s”'), ('activity_completed', 'Completed “%(title)s”'), ('module_completed', 'Completed the module “%(title)s”'), ('track_completed', 'Completed the track “%(title)s”'), ('repaired', 'The record of “%(title)s” was repaired')], max_length=20, verbose_name='what happened')),
                ('attempt_id', models.BigIntegerField(null=True, verbose_name='attempt')),
                ('happened_at', models.DateTimeField(verbose_name='happened at')),
                ('dated_at', models.DateTimeField(null=True, verbose_name='dated at')),
                ('actor_kind', models.CharField(choices=[('person', 'by %(name)s'), ('on_behalf', 'by %(name)s on behalf of %(other)s'), ('job', 'by the portal itself'), ('publishing', 'because pages were changed'), ('import', 'taken over from elsewhere')], max_length=20, verbose_name='kind of actor')),
                ('actor_name', models.CharField(blank=True, max_length=50, verbose_name='job or import')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('data', models.JSONField(default=dict, verbose_name='details')),
                ('activity', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.activity')),
                ('actor_on_behalf_of', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to=settings.AUTH_USER_MODEL)),
                ('module', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.module')),
                ('track', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.track')),
            ],
            options={
                'verbose_name': 'history entry',
                'verbose_name_plural': 'history entries',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', True), ('module__isnull', True), ('track__isnull', False)), models.Q(('activity__isnull', True), ('module__isnull', False), ('track__isnull', True)), models.Q(('activity__isnull', False), ('module__isnull', True), ('track__isnull', True)), _connector='OR'), name='history_has_one_subject'), models.CheckConstraint(condition=models.Q(('actor_person__isnull', False), models.Q(('actor_kind__in', ['person', 'on_behalf']), _negated=True), _connector='OR'), name='history_knows_its_person'), models.UniqueConstraint(condition=models.Q(('kind__in', ['activity_completed', 'pass_given'])), fields=('learner', 'kind', 'activity'), name='history_once_for_each_activity'), models.UniqueConstraint(condition=models.Q(('kind__in', ['enrolled', 'module_completed'])), fields=('learner', 'kind', 'module'), name='history_once_for_each_module'), models.UniqueConstraint(condition=models.Q(('kind__in', ['track_completed'])), fields=('learner', 'kind', 'track'), name='history_once_for_each_track')],
            },
        ),
        migrations.RunPython(keep, let_go),
    ]
