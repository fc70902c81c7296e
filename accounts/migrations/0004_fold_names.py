import re
import unicodedata

from django.db import migrations, models

AT_ONCE = 500
SOURCES = {"organisation": ["name"], "user": ["first_name", "last_name", "email"]}
LETTERS = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "׳": "", "״": "", "'": "", "’": "", "־": " "}
)


def fold(text):
    """The words of `text` in small letters without accents, as they were folded at that time."""
    parts = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", bare))


def fold_names(apps, schema_editor):
    for name, sources in SOURCES.items():
        model = apps.get_model("accounts", name)
        rows = model.objects.only("pk", *sources).order_by("pk")
        last = 0
        while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            for row in some:
                row.searched = fold(" ".join(getattr(row, source) for source in sources))
            model.objects.bulk_update(some, ["searched"])
            last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_call_users_people")]

    operations = [
        migrations.RemoveField("organisation", "searched"),
        migrations.RemoveField("user", "searched"),
        migrations.AddField("organisation", "searched", models.TextField(default="", editable=False)),
        migrations.AddField("user", "searched", models.TextField(default="", editable=False)),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
