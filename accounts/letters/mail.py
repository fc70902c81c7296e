"""The email that a letter becomes."""

from django.conf import settings
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from accounts.letter import Letter
from notices.kinds import Kind, Unwanted, own_path

GONE = gettext_noop("The letter was erased.")
STOPPED = gettext_noop("The letter was stopped.")


class LetterKind(Kind):
    """The kind of mails that are answered to whoever wrote the letter."""

    def message(self, mail):
        """The message of `mail`, all in the language that its words are in. Raises Unwanted."""
        letters = Letter.objects.select_related("written_by")
        letter = letters.filter(pk=mail.data["letter"]).first()
        if letter is None:
            raise Unwanted(GONE)
        if letter.stopped_at:
            raise Unwanted(STOPPED)
        return compose_letter(letter, get_language(), off_url=mail.off_url)


LETTER = LetterKind(
    key="letter",
    name=_("What trainers and programme managers write to many people"),
    to_whom="Whom a trainer or manager writes to from a report or the list of people",
    subject="%(subject)s",
    text=_(
        "%(writer)s wrote to you:\n\n%(text)s\n\nTo answer %(writer)s, simply reply to this email."
    ),
    button=_("Open the portal"),
    path="/",
    reason=_(
        "You receive this email because you have an account on the portal. Those who teach there "
        "or run the programme may write to you."
    ),
    sample={
        "subject": "See you on Thursday",
        "writer": "Teresa Formadora",
        "text": "The live session begins at ten.\n\nBring your questions!",
    },
)


def compose_letter(letter, language, off_url):
    """The Django message, to nobody yet, by which somebody who reads `language` gets `letter`."""
    with override(letter.language_for(language)):
        nothing = {"subject": "", "text": ""}
        facts = nothing | letter.words_in(language) | {"writer": str(letter.written_by)}
        composed = LETTER.compose(facts, settings.SITE_URL + own_path(LETTER.path), off_url)
    composed.reply_to = [letter.written_by.email]  # of one line, and valid: see AddressField
    return composed
