"""What people of the demo say of themselves, agree to, and ask for."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override

from accounts.consent import decide
from accounts.erasure.asking import ask_to_forget
from accounts.models import User
from accounts.statistics import tell
from demo.clock import clock_at


def tell_of(user, data, since):
    """Keep what `data` of people.json says for the statistics, and the consents; from `since` on.

    Who says nothing in it has not opened these forms yet.
    """
    with clock_at(since), override(user.preferred_language or "en"):
        if "sex" in data:
            tell(user, sex=data["sex"], age_band=data["age_band"])
        if consents := data.get("consents"):
            decide(user, consents)


def ask_to_erase(people):
    """Ask for those of `people`, dicts of people.json, who want their account to be erased."""
    for data in people:
        if days := data.get("asked_to_erase_days_ago"):
            person = User.objects.get(email=data["email"])
            with clock_at(timezone.now() - timedelta(days=days)):
                ask_to_forget(person, by=person)
