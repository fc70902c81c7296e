from django.db import migrations
from django.db.models import Count, F, Min

SAME = ("searched", "kind", "country")


def merge_organisations(apps, schema_editor):
    """Of those with the same name, type and country the first stays; it takes all their people."""
    organisations = apps.get_model("accounts", "organisation").objects
    people = apps.get_model("accounts", "user").objects
    # A name without a letter, of which nothing was kept.
    organisations.filter(searched="").update(searched=F("name"))
    doubled = organisations.order_by().values(*SAME).annotate(n=Count("pk"), first=Min("pk"))
    for each in doubled.filter(n__gt=1):
        others = organisations.filter(**{key: each[key] for key in SAME}).exclude(pk=each["first"])
        people.filter(organisation__in=others).update(organisation=each["first"])
        others.delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fold_names")]

    operations = [
        migrations.RunPython(merge_organisations, migrations.RunPython.noop, elidable=True)
    ]
