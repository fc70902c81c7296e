from django.db import migrations

# What is known today is all that is known of earlier days.
FILL = [
    f"""
    UPDATE {table} SET (organisation_id, organisation_kind, country, size_class) = (
        SELECT organisation.id, organisation.kind, organisation.country, organisation.size_class
        FROM accounts_user person
        JOIN accounts_organisation organisation ON organisation.id = person.organisation_id
        WHERE person.id = {table}.learner_id
    )
    WHERE learner_id IN (SELECT id FROM accounts_user WHERE organisation_id IS NOT NULL)
    """  # noqa: S608 -- of the two tables below
    for table in ("learning_enrolment", "learning_completion")
]


class Migration(migrations.Migration):
    """Records from before this migration keep where their learner works when it runs."""

    dependencies = [("learning", "0017_workplaces")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop, elidable=True) for statement in FILL
    ]
