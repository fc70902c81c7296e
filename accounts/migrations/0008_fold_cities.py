import re
import unicodedata

from django.db import migrations, models

LETTERS = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "׳": "", "״": "", "'": "", "’": "", "־": " "}
)


def fold(text):
    """The words of `text` in small letters without accents, as they were folded at that time."""
    parts = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", bare)) or text.strip()


def fold_cities(apps, schema_editor):
    organisations = apps.get_model("accounts", "organisation").objects.exclude(city="")
    for city in organisations.order_by().values_list("city", flat=True).distinct():
        organisations.filter(city=city).update(searched_city=fold(city))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_sort_folded_names")]

    operations = [
        migrations.AddField("organisation", "searched_city", models.TextField(default="", editable=False)),
        migrations.RunPython(fold_cities, migrations.RunPython.noop, elidable=True),
    ]
