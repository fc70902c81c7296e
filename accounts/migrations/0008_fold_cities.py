from django.db import migrations

from accounts.searched import SearchedField, as_searched


def fold_cities(apps, schema_editor):
    organisations = apps.get_model("accounts", "organisation").objects.exclude(city="")
    for city in organisations.order_by().values_list("city", flat=True).distinct():
        organisations.filter(city=city).update(searched_city=as_searched(city))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_sort_folded_names")]

    operations = [
        migrations.AddField("organisation", "searched_city", SearchedField("city")),
        migrations.RunPython(fold_cities, migrations.RunPython.noop, elidable=True),
    ]
