"""Files of older Windows programs: their letters are read right, or said not to be clear."""

import pytest

from text.encodings import UnclearError, decoded

HEBREW = "שם פרטי,שם משפחה,ארגון\nדנה,לוי,מים חכמים בע״מ\n"
ARABIC = "الاسم الأول,اسم العائلة,المؤسسة\nليلى,حداد,بلدية رام الله\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Núria;Peña;Ayuntamiento de Alcañiz – “Àrea”", "cp1252"),
        ("Créée par Zoë", "cp1252"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        ("Société générale,بلدية تونس المدينة,الشركة التونسية", "cp1256"),
        (HEBREW + ARABIC, "utf-8"),
        (HEBREW + ARABIC, "utf-8-sig"),
        (HEBREW + ARABIC, "utf-16"),
        ("Δήμος Λεμεσού", "utf-8"),
        ("name", "ascii"),
    ],
)
def test_the_letters_are_those_that_were_written(text, encoding):
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        "Δήμος Λεμεσού,Πανεπιστήμιο Κύπρου".encode("cp1253"),
        "Núria Peña Muñoz, Íñigo Ibáñez, Ángel Gómez, ".encode("cp1252") + "דנה".encode("cp1255"),
    ],
)
def test_what_may_be_of_several_scripts_is_not_guessed(data):
    with pytest.raises(UnclearError):
        decoded(data)
