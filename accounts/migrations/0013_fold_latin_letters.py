import re

from django.db import migrations
from django.db.models import Q

LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
KEPT = {
    "organisation": {"searched": ["name"], "searched_city": ["city"]},
    "user": {
        "searched": ["first_name", "last_name", "email"],
        "sorted_by": ["last_name", "first_name", "email"],
    },
}


def fold(folded, text):
    """`folded`, which was kept of `text`, as `text.words.folded` gives it from now on."""
    folded = folded.translate(LATIN)
    return re.sub(r"l l", "ll", folded) if re.search("(?i)l[·•∙⋅]l|ŀl", text) else folded


def is_taken(organisations, row):
    """Whether another organisation has the new name: administrators may join the two."""
    there = organisations.filter(searched=row.searched, kind=row.kind, country=row.country)
    return there.exclude(pk=row.pk).exists()


def fold_again(apps, schema_editor):
    """Fold the names with these letters."""
    for name, kept in KEPT.items():
        rows = apps.get_model("accounts", name).objects
        sources = {source for each in kept.values() for source in each}
        odd = Q()
        for source in sources:
            for letter in "æœøłđıÆŒØŁĐ·•∙⋅ŀĿ":
                odd |= Q(**{f"{source}__contains": letter})
        for row in rows.filter(odd).order_by("pk"):
            for field, names in kept.items():
                text = " ".join(getattr(row, each) for each in names)
                setattr(row, field, fold(getattr(row, field), text))
            stays = {"searched"} if name == "organisation" and is_taken(rows, row) else set()
            row.save(update_fields=kept.keys() - stays)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_tries")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True)]
