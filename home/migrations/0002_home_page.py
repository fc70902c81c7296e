from django.conf import settings
from django.db import migrations


def create_home_page(apps, schema_editor):
    """Replace Wagtail's welcome page by a home page, and make a locale for each language."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    content_type, _created = ContentType.objects.get_or_create(model="homepage", app_label="home")
    home = HomePage.objects.create(
        title="SME4SMARTCITIES",
        draft_title="SME4SMARTCITIES",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=Locale.objects.get(language_code="en"),
        headline="Small firms and cities make the Mediterranean smarter together",
        lead="Training, consultancy and pilots for firms that solve city problems.",
        sme_door_text="Learn how cities buy, and bring them your solution.",
        city_door_text="Learn to buy what is not on the market yet.",
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(
        hostname="localhost", port=80, site_name="SME4SMARTCITIES", root_page=home, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_home_page, migrations.RunPython.noop)]
