"""The table of the cache "attempts", as `createcachetable` makes it. No model stands for it."""

from django.db import migrations, models

TABLE = migrations.CreateModel(
    name="Attempt",
    fields=[
        ("cache_key", models.CharField(max_length=255, primary_key=True)),
        ("value", models.TextField()),
        ("expires", models.DateTimeField(db_index=True)),
    ],
    options={"db_table": "accounts_attempts"},
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_fold_as_typed")]

    operations = [migrations.SeparateDatabaseAndState(database_operations=[TABLE])]
