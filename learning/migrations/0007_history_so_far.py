"""Give the records that are there the entries that they would have."""

from django.db import migrations

FILL = """
    INSERT INTO learning_historyentry (
        learner_id, kind, track_id, module_id, activity_id, happened_at,
        actor_kind, actor_name, reason, data
    )
    SELECT
        learner_id, kind, track_id, module_id, activity_id, happened_at,
        'import', 'before the history', '', '{}'
    FROM (
        SELECT learner_id, 'enrolled' AS kind, CAST(NULL AS bigint) AS track_id, module_id,
            CAST(NULL AS bigint) AS activity_id, enrolled_at AS happened_at
        FROM learning_enrolment
        UNION ALL
        SELECT learner_id, 'withdrew', NULL, module_id, NULL, absence.withdrawn_at
        FROM learning_absence absence
        JOIN learning_enrolment enrolment ON enrolment.id = absence.enrolment_id
        UNION ALL
        SELECT learner_id, 'came_back', NULL, module_id, NULL, returned_at
        FROM learning_absence absence
        JOIN learning_enrolment enrolment ON enrolment.id = absence.enrolment_id
        UNION ALL
        SELECT learner_id, 'withdrew', NULL, module_id, NULL, withdrawn_at
        FROM learning_enrolment WHERE withdrawn_at IS NOT NULL
        UNION ALL
        SELECT learner_id, 'activity_completed', NULL, NULL, activity_id, completed_at
        FROM learning_completion
        UNION ALL
        SELECT learner_id, 'module_completed', NULL, module_id, NULL, completed_at
        FROM learning_enrolment WHERE completed_at IS NOT NULL
        UNION ALL
        SELECT learner_id, 'track_completed', track_id, NULL, NULL, completed_at
        FROM learning_trackenrolment WHERE completed_at IS NOT NULL
    ) AS changes
    ORDER BY happened_at, kind
"""


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0006_history'),
    ]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True),
    ]
