"""Which passwords are refused, wherever one is chosen."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.models import User

DANA = User(first_name="Dana", last_name="Nainura Levi", email="dana.levi@waterwise.example")
EASY = [
    "smart-cities-demo",
    "P@ssw0rd1",
    "password",
    "Sm4rt-C1t1es-2024",
    "sme4smartcities",
    "Malaga2024!",
    "Málaga-2024",
    "M@laga_city",
    "trainer@demo",
    "demo8374651demo",
    "danalevi1990",
    "LEVI.waterwise",
    "d4na-l3v1",
    "12345678901",
    "zzzzzzzzzzzz",
    "contraseña2026",
    "ciudadesinteligentes",
    "Città-Intelligenti",
    "passwordsegreta",
    "סיסמהסיסמה",
    "ערים-חכמות-2026",
    "كلمة المرور",
    "المدن الذكية 2026",
    "p@ssvv0rd",
    "5m@rtc!t!35",
    "5m@rt1985!",
    "p\u03b1ssw\u043erd12",  # a Greek and a Cyrillic letter
    "seitictrams",
    "ivelanad2026",
    "ANAD-2026",
    "aruniaN2026",
    "airam2026",
    "pa(sw0rd",
    "p/ssw#rd1",
    "da/na.le*vi",
    "sun(hine99",
    "lunedi2026",
    "Lunedì-2026",
    "Verano2026!",
    "settembre26",
    "March-2026",
    "יום-שלישי-2026",
    "ספטמבר2026",
    "الثلاثاء2026",
    "كانون-الثاني-26",
    "yadnom2026",
    "йцукенгш",
    "фывапролдж",
    "qwertyuiop[]",
    "qazwsxedc1",
    "קראטוןםפ",
    "שדגכעיחלך",
    "ضصثقفغعه",
    "شسيبلاتن",
    "نتالبيسش",
]
GOOD = [
    "three quiet words",
    "correct horse battery staple",
    "a smart heron reads maps",
    "Kx9#mQ2$vL7!",
    "a7f3c2e9b1d0",
    "wq8)Tz4(Lp6&",
    "vR!t7-hB*2kd",
    "uNp{3x}Gz~e8",
    "9f8e7d6c5b4a-k",
    "dana eats oranges",
    "on monday herons whistle",
    "the green lamp hums",
    "gravel-kettle-violin",
    "blue.stairs.yawn.often",
    "مدينة ذكية جدا هنا",
    "قطتي تأكل خبزا طازجا",
    "سبع سفن تعبر الضباب",
    "نافذة زرقاء تغني ليلا",
    "سوس_يقرأ_خرائط_قديمة",
    "סוס נכון סוללה",
    "ארבעה דובים שותים קפה",
    "חלון כחול שר לאט",
    "עגבניה רצה אחרי ענן",
    "tres gatos leen mapas",
    "la lluvia dobla cucharas",
    "siete sillas cantan bajito",
    "due aironi bevono tardi",
    "quattro lampade russano piano",
    "il treno mangia nuvole",
    "мокрая цапля спит",
    "seven ways to poach pears",
]


@pytest.mark.parametrize("password", EASY)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, DANA)
    assert refusal.value.error_list[0].code == "password_too_easy"


@pytest.mark.parametrize("password", GOOD)
def test_words_that_do_not_belong_together_are_taken(password):
    validate_password(password, DANA)
    validate_password(password)


def test_only_the_beginning_is_looked_at():
    """A megabyte would keep a server busy for minutes."""
    with pytest.raises(ValidationError):
        validate_password("smartcity" * 30 + "three quiet words", DANA)


def test_somebody_elses_name_is_taken():
    validate_password("danalevi1990", User(first_name="Eli", email="eli@example.org"))


def test_what_is_refused_is_said_in_every_language():
    for password in ("short", "smart-cities-demo"):
        said = set()
        for language in ("en", "es", "it", "he", "ar"):
            with override(language), pytest.raises(ValidationError) as refusal:
                validate_password(password)
            said.add(refusal.value.messages[0])
        assert len(said) == 5
