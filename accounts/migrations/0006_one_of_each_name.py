from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_merge_organisations")]

    operations = [
        migrations.RemoveConstraint("organisation", "organisation_named_once"),
        migrations.AddConstraint(
            "organisation",
            models.UniqueConstraint(
                fields=["searched", "kind", "country"], name="organisation_named_once"
            ),
        ),
    ]
