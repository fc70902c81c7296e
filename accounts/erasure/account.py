"""What is left of an account when its person is forgotten: a number, and where its records count.

`Gone` is of accounts.erasure.gone.
"""

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Organisation, User

FEW = 5  # in an organisation with fewer people somebody would be told by being the only one
NOWHERE = "erased-{pk}@erased.invalid"  # RFC 2606: no mail ever arrives there


def forget_account(gone):
    """Take name, address and password from the person of `gone`, who can never log in again."""
    person = gone.person
    person.first_name = person.last_name = ""
    person.email = NOWHERE.format(pk=person.pk)
    person.set_unusable_password()
    person.is_active = False
    person.erased_at = timezone.now()
    person.save(
        update_fields=["first_name", "last_name", "email", "password", "is_active", "erased_at"]
    )


def leave_small_organisation(gone):
    """Let the person of `gone` count with no organisation in which few people have an account."""
    _leave(User.objects.filter(pk=gone.person.pk), small_organisations())


def leave_what_became_small():
    """The same for all who were forgotten, of organisations that have become small since."""
    _leave(User.objects.filter(erased_at__isnull=False), small_organisations(FEW - 1))


def small_organisations(fewer_than=FEW):
    """The Organisations in which fewer than so many people have an account.

    Whoever is about to leave counts; where they have left, fewer than FEW - 1 others.
    """
    has_account = Q(people__erased_at=None, people__merged_into=None)
    counted = Organisation.objects.annotate(accounts=Count("people", filter=has_account))
    return counted.filter(accounts__lt=fewer_than)


def _leave(people, small):
    """Let the Users `people` count with the nameless organisation of the same kind and country.

    Only those of organisations of `small`. Numbers by kind and country stay as they are.
    """
    for own in small.filter(pk__in=people.values("organisation")).exclude(name=""):
        nameless, _is_new = Organisation.objects.get_or_create(
            name="", kind=own.kind, country=own.country, merged_into=None
        )
        people.filter(organisation=own).update(organisation=nameless)
