"""What the contact form keeps about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import DELETED, LegalBasis, Period, PersonalData
from contact.models import Message

KEPT = (
    PersonalData(
        what=_(
            "If you write to us: your message, name, email address and language, the page that it "
            "is about, and what we noted while answering it"
        ),
        why=_("To answer you, and to show that we did"),
        basis=LegalBasis.SAFETY,
        period=Period.ANSWERED,
        held_in=("contact.Message",),
        found_by={"contact.Message": ("person", "address")},
        in_words={"contact.Message.language": lambda rows: [row.language_name for row in rows]},
        for_programs=("key", "place_key", "question_id"),
        on_erasure=DELETED,
        ended={"contact.Message": lambda now: Message.objects.answered_long_ago(now)},
    ),
)
