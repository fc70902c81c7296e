"""One table of letters for names, search and answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.letters import letters, without_elisions
from text.words import folded, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MÁLAGA", "málaga"),
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("ＦＵＬＬ", "full"),
        ("m²", "m2"),
        ("ºC", "°C"),
        ("˚C", "℃"),
        ("٢٠٣٠", "2030"),
        ("۲۰۳۰", "２０３０"),
        ("l’aria", "l'aria"),
        ("l`aria", "l´aria"),
        ("النوايا؟", "النوايا?"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسئول"),
        ("مَسْؤُول", "مسوول"),
        ("شُئُون", "شؤون"),
        ("فؤاد", "فواد"),
        ("عائشة", "عايشه"),
        ("مدـــينة", "مدينة"),
        ("שָׁלוֹם", "שלום"),
        ('מע"מ', "מע״מ"),
        ("מע''מ", "מע״מ"),
        ("צ'יפס", "צ׳יפס"),
        ("µg", "μg"),
        ("inno\u00advation", "innovation"),
    ],
)
def test_two_ways_to_write_are_one(one, other):
    assert letters(one) == letters(other)


def test_some_letters_may_stay_apart():
    assert letters("Año", apart="ñ") == "año"
    assert letters("ESPAN\u0303A", apart="ñ") == letters("España", apart="ñ")
    assert letters("Año") == "ano"
    assert letters("café", apart="ñ") == "cafe"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("l'aria", "aria"),
        ("dell'associazione", "associazione"),
        ("un'idea sull'acqua", "idea acqua"),
        ("quest'anno, l'8 marzo", "anno, 8 marzo"),
        ("dagl'inizi", "inizi"),
        ("bell's, dell's", "bell's, dell's"),
        ("o'neill", "o'neill"),
        ("the 'call'", "the 'call'"),
    ],
)
def test_elisions_fall(text, left):
    assert without_elisions(text) == left


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O'Neill & Sons", ["oneill", "sons"]),
        ("D’Àvila", ["davila"]),
        ('מע"מ', ["מעמ"]),
        ("כפר־סבא", ["כפר", "סבא"]),
        ("Ñoño S.L.", ["nono", "s", "l"]),
        ("snake_case", ["snake", "case"]),
        ("«»", []),
    ],
)
def test_words(text, words):
    assert words_of(text) == words
    assert folded(text) == " ".join(words)


@given(st.text(max_size=60))
def test_letters_are_folded_once_and_for_all(text):
    assert folded(folded(text)) == folded(text)
    letters(text)
