"""People and organisations for tests."""

import factory
from django.contrib.auth.models import Group

from accounts.models import Organisation, OrganisationKind, Theme, User

PASSWORD = "seven-quiet-herons"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.SME
    country = "ES"


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    names = factory.Sequence(lambda n: {"en": f"Theme {n}", "es": f"Tema {n}"})


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"First{n}")
    last_name = factory.Sequence(lambda n: f"Last{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        """Confirm the email address, so that the person can log in."""
        if create and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        """Put the person into the groups with the names given."""
        if create and extracted:
            self.groups.set(Group.objects.filter(name__in=extracted))
