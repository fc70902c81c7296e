"""The forms that administrators fill in about people."""

from allauth.account.models import EmailAddress
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import User

OUR_FIELDS = {"organisation", "preferred_language"}


class _TrustedAddress:
    """The address that an administrator enters counts as confirmed: the person can log in."""

    def clean_email(self):
        """The address in small letters. Raises ValidationError where another person has it."""
        email = self.cleaned_data["email"].lower()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists():
            self.add_error("email", User._meta.get_field("email").error_messages["unique"])
        return email

    def save(self, commit=True):
        person = super().save(commit)
        if commit:
            EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
            EmailAddress.objects.update_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )
        return person


class PersonCreationForm(_TrustedAddress, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OUR_FIELDS


class PersonEditForm(_TrustedAddress, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OUR_FIELDS
