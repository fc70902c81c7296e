"""Whom a letter reaches, and who gets none."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, CharField, Q, Value, When

from accounts.letter import MAIN, Unreached
from accounts.letters.mail import LETTER
from accounts.person_state import CONFIRMED
from notices.models import Muting, RefusedAddress


@dataclass(frozen=True)
class Audience:
    """`people`: the ids of those who get a letter; `languages`: how many read which, English first.

    `unreached` counts the others, {Unreached: number}.
    """

    people: list[int]
    languages: dict[str, int]
    unreached: dict[str, int]


def audience_of(people):
    """The Audience among the queryset `people` of Users. One query."""
    # Lists that are read once, where a look for each would be asked of very many.
    why_not = Case(
        When(is_active=False, then=Value(Unreached.SWITCHED_OFF)),
        When(~Q(pk__in=CONFIRMED.values("user")), then=Value(Unreached.UNCONFIRMED)),
        When(email__in=RefusedAddress.objects.values("address"), then=Value(Unreached.REFUSED)),
        When(
            pk__in=Muting.objects.filter(kind=LETTER.key).values("person"),
            then=Value(Unreached.MUTED),
        ),
        default=Value(""),
        output_field=CharField(),
    )
    rows = people.annotate(why_not=why_not).order_by("pk")
    reached, languages, unreached = [], Counter(), Counter()
    for pk, language, reason in rows.values_list("pk", "preferred_language", "why_not"):
        if reason:
            unreached[reason] += 1
        else:
            reached.append(pk)
            languages[language if language in dict(settings.LANGUAGES) else MAIN] += 1
    return Audience(
        reached,
        {code: languages[code] for code, _name in settings.LANGUAGES if languages[code]},
        {reason.value: unreached[reason] for reason in Unreached if unreached[reason]},
    )
