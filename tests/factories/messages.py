"""Messages of the contact form for tests."""

import factory
from django.utils import timezone

from contact.choices import Subject
from contact.models import Message


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"{n:064x}")
    subject = Subject.OTHER
    language = "en"
    name = factory.Sequence(lambda n: f"Writer {n}")
    address = factory.Sequence(lambda n: f"writer{n}@example.org")
    text = "Where is the second lesson?"
    sent_at = factory.LazyFunction(timezone.now)
