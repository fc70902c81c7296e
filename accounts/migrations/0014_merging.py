import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def find_by_names(apps, schema_editor):
    """An organisation is found by the names that it has: so far, one."""
    apps.get_model("accounts", "organisation").objects.update(searched_names=F("searched"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_fold_latin_letters")]

    operations = [
        migrations.RemoveConstraint("organisation", "organisation_named_once"),
        migrations.AddField(
            "organisation",
            "former_names",
            models.TextField(blank=True, editable=False, verbose_name="also found as"),
        ),
        migrations.AddField(
            "organisation",
            "merged_into",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merged",
                to="accounts.organisation",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            "organisation", "searched_names", models.TextField(default="", editable=False)
        ),
        migrations.AddConstraint(
            "organisation",
            models.UniqueConstraint(
                condition=Q(merged_into=None),
                fields=["searched", "kind", "country"],
                name="organisation_named_once",
            ),
        ),
        migrations.RunPython(find_by_names, migrations.RunPython.noop, elidable=True),
    ]
