"""Letters for tests."""

import factory
from django.utils import timezone

from accounts.models import Letter
from tests.factories.people import UserFactory

WORDS = {"en": {"subject": "See you on Thursday", "text": "It begins at ten.\n\nBring questions!"}}


class LetterFactory(factory.django.DjangoModelFactory):
    """A draft, to nobody unless `people` (ids) says to whom."""

    class Meta:
        model = Letter

    written_by = factory.SubFactory(UserFactory)
    words = WORDS
    about = "Completion by module"
    people = factory.LazyFunction(list)
    people_count = factory.LazyAttribute(lambda letter: len(letter.people))
    languages = factory.LazyFunction(dict)
    unreached = factory.LazyFunction(dict)
    begun_at = factory.LazyFunction(timezone.now)
