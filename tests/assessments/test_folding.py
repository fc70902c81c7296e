import pytest

from assessments.folding import fold


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("MALAGA", "Málaga"),
        ("public  procurement", "Public Procurement"),
        ("pre-commercial procurement.", "Pre‑commercial procurement"),
        ("Straße", "strasse"),
        ("שלום", "שָׁלוֹם"),
        ("כפר סבא", "כפר־סבא"),
        ("مدينة", "مَدِينَة"),
        ("مدينه", "مدينة"),
        ("احمد", "أحمد"),
        ("مدـــينة", "مدينة"),
        ("“need”", "need"),
    ],
)
def test_spelling_habits_do_not_matter(typed, accepted):
    assert fold(typed) == fold(accepted)


def test_other_words_stay_other():
    assert fold("Murcia") != fold("Málaga")
