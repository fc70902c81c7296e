import re
import unicodedata

from django.db import migrations

AT_ONCE = 500
KEPT = {
    "organisation": {"searched": ["name"], "searched_city": ["city"]},
    "user": {
        "searched": ["first_name", "last_name", "email"],
        "sorted_by": ["last_name", "first_name", "email"],
    },
}
BEFORE = str.maketrans(
    dict.fromkeys("’‘‛ʼʻʹʽ′`´＇׳", "'")
    | dict.fromkeys("“”„‟″״＂", '"')
    | {"º": "°", "˚": "°", "−": "-", "⁄": "/", "٪": "%", "،": ",", "؛": ";", "؟": "?", "٫": "."}
)
AFTER = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": ""})
HAMZA_BEFORE_WAW = re.compile("ئ(?=[\u064b-\u0652]*و)")
HEBREW_MARK = re.compile("(?<=[א-ת])(?:'(?!')|(?:\"|'')(?=[א-ת]))")


def fold(text):
    """The words of `text`, however they are written, as `text.words.folded` gave them in 2026."""
    letters = unicodedata.normalize("NFKC", text.translate(BEFORE)).casefold()
    letters = HAMZA_BEFORE_WAW.sub("ؤ", unicodedata.normalize("NFC", letters))
    bare = "".join(
        str(unicodedata.decimal(c, c))
        for c in unicodedata.normalize("NFKD", letters)
        if unicodedata.category(c) not in {"Mn", "Cf"}
    )
    bare = HEBREW_MARK.sub("", bare.translate(AFTER)).replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", bare)) or text.strip()


def merge_organisations(apps, schema_editor):
    """Of those that have one name now, the first stays; it takes all their people."""
    organisations = apps.get_model("accounts", "organisation").objects
    people = apps.get_model("accounts", "user").objects
    first = {}
    for pk, name, kind, country in organisations.order_by("pk").values_list(
        "pk", "name", "kind", "country"
    ):
        stays = first.setdefault((fold(name), kind, country), pk)
        if stays != pk:
            people.filter(organisation=pk).update(organisation=stays)
            organisations.filter(pk=pk).delete()


def fold_again(apps, schema_editor):
    """Fold what changed. Names make way first, for one may become what another one was."""
    for name, kept in KEPT.items():
        rows = apps.get_model("accounts", name).objects.order_by("pk")
        last = 0
        changed = []
        while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            for row in some:
                before = [getattr(row, field) for field in kept]
                for field, sources in kept.items():
                    setattr(row, field, fold(" ".join(getattr(row, each) for each in sources)))
                if before != [getattr(row, field) for field in kept]:
                    changed.append(row)
            last = some[-1].pk
        for row in changed:
            rows.filter(pk=row.pk).update(searched=f"#{row.pk}")
        rows.bulk_update(changed, list(kept), AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_fold_cities")]

    operations = [
        migrations.RunPython(merge_organisations, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
    ]
