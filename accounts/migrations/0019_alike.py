from django.db import migrations, models

from text.firms import core_of

AT_ONCE = 1000


def keep_cores(apps, schema_editor):
    """What tells each organisation from others, as it is compared today."""
    organisations = apps.get_model("accounts", "organisation").objects
    changed = []
    for each in organisations.only("pk", "name").iterator(chunk_size=AT_ONCE):
        each.core = core_of(each.name)
        changed.append(each)
    organisations.bulk_update(changed, ["core"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_erased")]

    operations = [
        migrations.AddField("organisation", "core", models.TextField(default="", editable=False)),
        migrations.RunPython(keep_cores, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "organisation", models.Index(fields=["core"], name="organisation_by_core")
        ),
    ]
