from django.db import migrations

from accounts.searched import SearchedField, as_searched

AT_ONCE = 500


def fold_names(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    rows = people.only("pk", "first_name", "last_name", "email").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for row in some:
            row.sorted_by = as_searched(f"{row.last_name} {row.first_name} {row.email}")
        people.bulk_update(some, ["sorted_by"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_one_of_each_name")]

    operations = [
        migrations.AlterModelOptions(
            "organisation",
            {
                "ordering": ["searched"],
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.AddField(
            "user", "sorted_by", SearchedField("last_name", "first_name", "email")
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
