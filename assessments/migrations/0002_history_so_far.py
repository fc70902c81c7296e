"""Give the attempts that are there the entries that they would have."""

from django.db import migrations

FILL = """
    INSERT INTO learning_historyentry (
        learner_id, kind, activity_id, attempt_id, happened_at,
        actor_kind, actor_name, reason, data
    )
    SELECT
        learner_id, kind, activity_id, attempt_id, happened_at,
        'import', 'before the history', reason, %s
    FROM (
        SELECT learner_id, 'attempt_started' AS kind, activity_id, id AS attempt_id,
            started_at AS happened_at, '' AS reason, number
        FROM assessments_attempt
        UNION ALL
        SELECT learner_id, 'attempt_submitted', activity_id, id, submitted_at,
            CASE WHEN submitted_at >= deadline_at THEN 'time_up' ELSE '' END, number
        FROM assessments_attempt WHERE submitted_at IS NOT NULL
    ) AS changes
    ORDER BY happened_at, kind DESC
"""
NUMBER = {
    "postgresql": "jsonb_build_object('number', number)",
    "sqlite": "json_object('number', number)",
}


def fill(apps, schema_editor):
    schema_editor.execute(FILL % NUMBER[schema_editor.connection.vendor])


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0001_initial'),
        ('learning', '0007_history_so_far'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
