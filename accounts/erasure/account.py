"""What is left of an account when its person is forgotten: a number, and where its records count.

`Gone` is of accounts.erasure.gone.
"""

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
    """Let the person of `gone` count with the nameless organisation of the same kind and country.

    Only where fewer than five people work for theirs. Numbers by kind and country stay as they are.
    """
    own = gone.person.organisation
    if own and own.name and User.objects.filter(organisation=own).count() < FEW:
        gone.person.organisation, _is_new = Organisation.objects.get_or_create(
            name="", kind=own.kind, country=own.country, merged_into=None
        )
        gone.person.save(update_fields=["organisation"])
