from django.db import migrations, models

AT_ONCE = 1000
# Migration 0013 left them where another organisation had the new name.
LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
LONGEST_FORM = 4  # words
LEGAL_FORMS = frozenset(
    """
    sl slu sll slne sa sau scoop coop coopv sociedadlimitada sociedadanonima
    srl srls spa sas snc sapa scarl soccoop
    ltd limited plc inc corp corporation llc llp co coltd
    sarl sasu eurl lda sae psc gmbh ag bv nv
    בעמ ذمم شمم شمع αε επε ικε
    """.split()
)


def core_of(words):
    """What tells the firm of these folded `words` from others: without its legal form."""
    while length := length_of_form(words):
        del words[-length:]
    return "".join(words)


def length_of_form(words):
    """How many words at the end are a legal form; never all of them."""
    for length in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if "".join(words[-length:]) in LEGAL_FORMS:
            return length
    return 0


def keep_cores(apps, schema_editor):
    """What tells each organisation from others, of its name as it is folded already."""
    organisations = apps.get_model("accounts", "organisation").objects
    changed = []
    for each in organisations.only("pk", "name", "searched").iterator(chunk_size=AT_ONCE):
        each.core = core_of(each.searched.translate(LATIN).split()) or each.name.strip()
        changed.append(each)
    organisations.bulk_update(changed, ["core"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_erased")]

    operations = [
        migrations.AddField("organisation", "core", models.TextField(default="", editable=False)),
        migrations.RunPython(keep_cores, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "organisation", models.Index(fields=["core"], name="organisation_by_core")
        ),
    ]
