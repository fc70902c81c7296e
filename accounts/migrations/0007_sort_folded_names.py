import re
import unicodedata

from django.db import migrations, models

AT_ONCE = 500
LETTERS = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "׳": "", "״": "", "'": "", "’": "", "־": " "}
)


def fold(text):
    """The words of `text` in small letters without accents, as they were folded at that time."""
    parts = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", bare)) or text.strip()


def fold_names(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    rows = people.only("pk", "first_name", "last_name", "email").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for row in some:
            row.sorted_by = fold(f"{row.last_name} {row.first_name} {row.email}")
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
            "user", "sorted_by", models.TextField(default="", editable=False)
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
