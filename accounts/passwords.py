"""Which passwords are too easy to guess, and what to do instead."""

import re

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from text.disguise import undisguise
from text.letters import letters

# What is tried first at this portal, besides what is tried everywhere.
COMMON_HERE = """
    smart city cities sme smes small medium enterprise firm company business med mediterranean sea
    innovation innovative solution solutions procurement buyer public ppi training train learn
    learning course module lesson quiz portal platform demo test testing guest admin administrator
    manager editor publisher trainer learner teacher student user login welcome hello password
    passwort pass word secret change changeme letmein qwerty asdf abc
    malaga jaen andalucia andalusia sevilla seville spain espana madrid barcelona valencia
    genoa genova liguria italy italia roma rome sassari sardinia palermo jerusalem israel haifa
    telaviv tel aviv palestine ramallah hebron bethlehem nablus gaza europe european union eu enicbc
    eni cbc the and for our my me we you is in of to
    ciudad ciudades inteligente inteligentes empresa empresas pyme pymes mediterraneo innovacion
    innovador compra compras publica publicas publico contratacion formacion curso cursos modulo
    aprender contrasena clave secreto secreta cambiar entrar administrador usuario profesor
    profesora estudiante alumno bienvenido bienvenida bienvenidos hola mundo gracias amor verano
    invierno primavera mi el la los las de del en por para
    citta intelligente intelligenti impresa imprese innovazione innovativo acquisto acquisti
    appalto appalti pubblico pubblici pubblica formazione corso corsi imparare segreto segreta
    parola chiave amministratore utente insegnante docente studente benvenuto benvenuta benvenuti
    ciao mondo grazie amore estate inverno autunno mio mia il lo le gli di della per con
    עיר ערים חכמה חכמות עסק עסקים חברה חדשנות רכש ציבורי הכשרה לימודים ללמוד קורס שיעור סיסמה
    סיסמא סוד מנהל מנהלת מורה תלמיד תלמידה משתמש שלום ברוך ברוכה הבא הבאה עולם אהבה תודה ישראל
    ירושלים חיפה פלסטין הים התיכון שלי של את אני
    مدينة مدن ذكية المدينة المدن الذكية شركة شركات الشركات ابتكار الابتكار شراء المشتريات العامة
    تدريب التدريب تعلم دورة درس وحدة كلمة السر المرور سر مدير مدرب معلم طالب متعلم مستخدم مرحبا اهلا
    سلام السلام عليكم وسهلا عالم حب شكرا فلسطين القدس رام الله غزة الخليل نابلس البحر المتوسط
    الأبيض في من انا
"""
ENOUGH = 4  # letters that are no part of such words; characters that differ
LOOKED_AT = 200  # characters of a password: more would cost a server its time
AROUND = "0123456789!?.,;:#*-_ "  # what is put before and behind a word


class LengthValidator(MinimumLengthValidator):
    """Django's, in words that exist in all our languages."""

    def get_error_message(self):
        return _("Too short: take at least eight characters. Three or four words are best.")


class EasyPasswordValidator:
    """Refuses what is guessed first: common passwords, and those that say no more than WORDS do.

    The words of the portal count, with one's own name and address. Digits, signs and letters that
    were exchanged for others make a word no other one; nor does it help to write it backwards.
    """

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def validate(self, password, user=None):
        """Raise ValidationError where `password` is easy for whoever knows `user`, if given."""
        password = password[:LOOKED_AT]
        readings = set(_readings(password))
        is_common = not self.common.isdisjoint({password.lower().strip(), *readings})
        known = _either_way(WORDS | _words_of(user))
        is_monotonous = len(set(password)) < ENOUGH
        if is_common or is_monotonous or any(_left_over(text, known) < ENOUGH for text in readings):
            raise ValidationError(
                _(
                    "Too easy to guess: it is a common password, or made of your name, your "
                    "address or words of this portal. Take three or four words that do not "
                    "belong together."
                ),
                code="password_too_easy",
            )

    def get_help_text(self):
        """What to know before choosing one."""
        return _("Not your name, and no words of this portal.")


def _readings(password):
    """The words of `password`, as the different letters that its digits and signs may stand for."""
    ends = (password, password.strip(AROUND), password.lstrip(AROUND), password.rstrip(AROUND))
    for text in (password, *(plain for end in ends for plain in undisguise(end))):
        yield _letters(text)


def _letters(text):
    """The letters of `text` without their accents, in small."""
    return "".join(letter for letter in letters(text) if letter.isalpha())


def _words_of(user):
    """The words of the name and the address of `user`, of three letters or more."""
    texts = (getattr(user, name, "") for name in ("first_name", "last_name", "email"))
    words = (_letters(word) for text in texts for word in re.split(r"[\W\d_]+", text))
    return {word for word in words if len(word) > 2}


def _either_way(words):
    """`words`, and those of more than three letters written backwards too."""
    return words | {word[::-1] for word in words if len(word) > 3}


def _left_over(text, words):
    """The smallest number of letters of `text` that remain where `words` are taken out of it."""
    lengths = {len(word) for word in words if word}
    fewest = [0]
    for end in range(1, len(text) + 1):
        shorter = (
            fewest[end - length]
            for length in lengths
            if length <= end and text[end - length : end] in words
        )
        fewest.append(min(fewest[end - 1] + 1, *shorter, end))
    return fewest[-1]


WORDS = frozenset(map(_letters, COMMON_HERE.split()))
