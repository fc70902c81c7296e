from django.db import migrations

from accounts.folding import folded
from accounts.searched import SearchedField

AT_ONCE = 500
SOURCES = {"organisation": ["name"], "user": ["first_name", "last_name", "email"]}


def fold_names(apps, schema_editor):
    for name, sources in SOURCES.items():
        model = apps.get_model("accounts", name)
        rows = model.objects.only("pk", *sources).order_by("pk")
        last = 0
        while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            for row in some:
                row.searched = folded(" ".join(getattr(row, source) for source in sources))
            model.objects.bulk_update(some, ["searched"])
            last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_call_users_people")]

    operations = [
        migrations.RemoveField("organisation", "searched"),
        migrations.RemoveField("user", "searched"),
        migrations.AddField("organisation", "searched", SearchedField("name")),
        migrations.AddField("user", "searched", SearchedField("first_name", "last_name", "email")),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
