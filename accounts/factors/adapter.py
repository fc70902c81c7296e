"""How django-allauth's second factors behave on the portal."""

from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.devices import device_of
from accounts.factors.sealing import seal, unseal

KNOWN = "_kinds_of_factor"  # on a User, as long as a request takes
WRONG_CODE = _("This code is wrong, or it was used already. Write the one that is shown now.")
NO_PASSKEY = _("The passkey was not accepted. Try again, or use another way.")


class FactorAdapter(DefaultMFAAdapter):
    """Answers what django-allauth asks a site about second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": NO_PASSKEY,  # ours say it of codes themselves
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def is_mfa_enabled(self, user, types=None):
        """Whether `user` has a factor of one of `types`. Asked once for each request."""
        if user.is_anonymous:
            return False
        if not hasattr(user, KNOWN):
            rows = Authenticator.objects.filter(user_id=user.pk)
            setattr(user, KNOWN, set(rows.values_list("type", flat=True)))
        known = getattr(user, KNOWN)
        return bool(known if types is None else known.intersection(types))

    def generate_authenticator_name(self, user, type):
        """The device that the passkey is made on, in words."""
        return device_of(context.request).words

    def get_public_key_credential_rp_entity(self):
        """Passkeys are for the host of SITE_URL, by whatever name the portal was called."""
        return {"id": urlsplit(settings.SITE_URL).hostname, "name": settings.WAGTAIL_SITE_NAME}


def forget_known(user):
    """Ask anew which factors `user` has."""
    user.__dict__.pop(KNOWN, None)
