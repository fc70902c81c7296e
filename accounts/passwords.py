"""Which passwords are too easy to guess, and what to do instead."""

import re

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.easy_words import CALENDAR, COMMON_HERE, KEYBOARDS
from text.disguise import undisguise
from text.letters import letters

ENOUGH = 4  # letters that are no part of such words; characters that differ
LOOKED_AT = 200  # characters of a password: more would cost a server its time
IN_A_ROW = 4  # neighbours on a keyboard that count as a word
AROUND = "0123456789!?.,;:#*-_ "  # what is put before and behind a word
ANY = "*"  # a sign in a word, which may stand for any letter


class LengthValidator(MinimumLengthValidator):
    """Django's, in words that exist in all our languages."""

    def get_error_message(self):
        return _("Too short: take at least eight characters. Three or four words are best.")


class EasyPasswordValidator:
    """Refuses what is guessed first: common passwords, and those that say no more than WORDS do.

    The words of the portal and of the calendar count, with one's own name and address and with
    neighbours on a keyboard. Digits, signs and letters that were exchanged for others make a word
    no other one; nor does it help to write it backwards.
    """

    def __init__(self):
        self.common = _by_length(_either_way(CommonPasswordValidator().passwords))

    def validate(self, password, user=None):
        """Raise ValidationError where `password` is easy for whoever knows `user`, if given."""
        password = password[:LOOKED_AT]
        readings = {*_readings(password), *_blurred(password)}
        known = _by_length(_either_way(WORDS | _words_of(user)) | NEIGHBOURS)
        is_common = any(_is_in(text, self.common) for text in (password.lower().strip(), *readings))
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


def _blurred(password):
    """The words of `password` with ANY for each sign within them, as in pa(sw0rd."""
    text = re.sub(r"[^\w\s]", ANY, password.strip(AROUND))
    if ANY in text:
        for plain in undisguise(text):
            yield "".join(letter for letter in letters(plain) if letter.isalpha() or letter == ANY)


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


def _by_length(words):
    """{length: the set of those `words` that have it}."""
    found = {}
    for word in filter(None, words):
        found.setdefault(len(word), set()).add(word)
    return found


def _is_in(text, words):
    """Whether `text` is one of `words`, which are sorted by length, or fits one but for its signs.

    At least two thirds of it are letters that are the same.
    """
    alike = words.get(len(text), ())
    signs = text.count(ANY)
    if not signs or signs * 3 > len(text):
        return text in alike
    fits = re.compile(text.replace(ANY, ".")).fullmatch
    return any(map(fits, alike))


def _left_over(text, words):
    """The smallest number of letters of `text` that remain where `words` are taken out of it."""
    fewest = [0]
    for end in range(1, len(text) + 1):
        shorter = (
            fewest[end - length]
            for length in words
            if length <= end and _is_in(text[end - length : end], words)
        )
        fewest.append(min(fewest[end - 1] + 1, *shorter, end))
    return fewest[-1]


def _neighbours():
    """Each run of IN_A_ROW or more letters of KEYBOARDS, and a column whole."""
    for row in map(_letters, KEYBOARDS.split()):
        yield row
        for start in range(len(row)):
            for end in range(start + IN_A_ROW, len(row) + 1):
                yield row[start:end]


WORDS = frozenset(map(_letters, f"{COMMON_HERE} {CALENDAR}".split()))
NEIGHBOURS = _either_way(frozenset(_neighbours()))
