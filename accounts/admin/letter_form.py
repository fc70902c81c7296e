"""The form that a letter is written in, and how its readers will see it."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from accounts.letter import LONGEST_SUBJECT, LONGEST_TEXT, MAIN, Unreached, table
from accounts.letters.mail import compose_letter
from accounts.typed import NameField, TypedField

TOO_LONG = gettext_lazy("Write at most %(limit_value)d characters; these are %(show_value)d.")


class Lengthy:
    """For fields: says how long a text may be, and cuts nothing off that is pasted."""

    longest = 0

    def __init__(self, **options):
        super().__init__(
            help_text=_("At most %(number)d characters.") % {"number": self.longest},
            validators=[MaxLengthValidator(self.longest, TOO_LONG)],
            **options,
        )


class SubjectField(Lengthy, NameField):
    longest = LONGEST_SUBJECT


class TextField(Lengthy, TypedField):
    longest = LONGEST_TEXT
    widget = forms.Textarea


@dataclass(frozen=True)
class Part:
    """What a letter says in one language: its `name`, how many `people` read it, two fields."""

    name: str
    code: str
    people: int
    fields: tuple

    @property
    def is_main(self):
        """Whether it is read where a language has no words of its own."""
        return self.code == MAIN


def languages_to_write(languages):
    """{language: people} to write to `languages`, in which MAIN is never missing.

    A language or a number that is none, in a damaged letter, is left out.
    """
    known = {
        code: people
        for code, people in table(languages).items()
        if code in dict(settings.LANGUAGES) and isinstance(people, int)
    }
    return {MAIN: known.get(MAIN, 0)} | known


class LetterForm(forms.Form):
    """Subject and text for each of `languages`, {language: people}; `words` are those so far.

    Afterwards `words` are what was written, {language: {"subject", "text"}}.
    """

    def __init__(self, *args, languages, words=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.languages, self.words = languages, table(words)
        for code in languages:
            look = {"lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
            said = table(self.words.get(code))
            self.fields[f"subject_{code}"] = SubjectField(
                label=_("Subject"),
                required=code == MAIN,
                initial=said.get("subject"),
                widget=forms.TextInput(attrs=look),
                error_messages={"required": _("Write the subject.")},
            )
            self.fields[f"text_{code}"] = TextField(
                label=_("Text"),
                required=code == MAIN,
                initial=said.get("text"),
                widget=forms.Textarea(attrs=look | {"rows": 10}),
                error_messages={"required": _("Write the text.")},
            )

    @property
    def parts(self):
        """The Parts of the form, English first."""
        names = dict(settings.LANGUAGES)
        return [
            Part(names[code], code, people, (self[f"subject_{code}"], self[f"text_{code}"]))
            for code, people in self.languages.items()
        ]

    def clean(self):
        """The words by language. A language is written whole or left empty."""
        data, words = super().clean(), {}
        for code in self.languages:
            said = {name: data.get(f"{name}_{code}", "") for name in ("subject", "text")}
            if all(said.values()):
                words[code] = said
            elif code != MAIN and any(said.values()):
                lacking = next(name for name, value in said.items() if not value)
                if f"{lacking}_{code}" not in self.errors:
                    self.add_error(
                        f"{lacking}_{code}",
                        _("Write subject and text in this language, or leave both empty."),
                    )
        self.words = words
        return data


@dataclass(frozen=True)
class Preview:
    """How readers of the languages `readers` see a letter: with `people`, in `language`."""

    readers: str
    people: int
    language: str
    subject: str
    text: str
    html: str

    @property
    def direction(self):
        """In which direction it is written."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


def previews_of(letter):
    """The Previews of a Letter: one for each language that it is written in and read in."""
    names, found = dict(settings.LANGUAGES), {}
    for code, people in languages_to_write(letter.languages).items():
        found.setdefault(letter.language_for(code), []).append((names[code], people))
    previews = []
    for language, readers in found.items():
        composed = compose_letter(letter, language, off_url=f"{settings.SITE_URL}/")
        previews.append(
            Preview(
                readers=", ".join(name for name, people in readers if people) or names[language],
                people=sum(people for _name, people in readers),
                language=language,
                subject=composed.subject,
                text=composed.body,
                html=composed.alternatives[0].content,
            )
        )
    return previews


def unreached_words(unreached):
    """[(why, how many)] of the people who get no letter, in the active language."""
    return [
        (Unreached(reason).label, count)
        for reason, count in table(unreached).items()
        if reason in Unreached and isinstance(count, int)
    ]
