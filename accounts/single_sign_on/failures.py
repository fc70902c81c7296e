"""What goes wrong when somebody logs in with an account elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """Why nobody was logged in, in words that name the `%(provider)s`."""

    DENIED = "denied", _("You did not go through with it at %(provider)s. Nothing was changed.")
    STALE = (
        "stale",
        _(
            "This answer of %(provider)s is older than ten minutes, was used already, or belongs "
            "to another browser. Begin once more."
        ),
    )
    DOWN = (
        "down",
        _("%(provider)s does not answer at the moment. Try again in some minutes."),
    )
    WRONG = (
        "wrong",
        _(
            "%(provider)s gave an answer that we cannot trust, so nobody was logged in. Try once "
            "more. If it happens again, write to us."
        ),
    )
    NO_ADDRESS = (
        "no_address",
        _(
            "%(provider)s did not tell us your email address, and the portal knows people by it. "
            "Sign up with your address instead."
        ),
    )
    NOT_CONFIRMED = (
        "not_confirmed",
        _(
            "%(provider)s does not say that your email address is confirmed, so it opens nothing "
            "here. Log in or sign up with your address instead."
        ),
    )
    TAKEN = (
        "taken",
        _(
            "This account at %(provider)s is linked with another account of the portal. Log out, "
            "and log in with %(provider)s to see which."
        ),
    )
    OTHER_PERSON = (
        "other_person",
        _("You began with another account of the portal, so nothing was linked. Begin once more."),
    )


class Failed(Exception):
    """Nobody was logged in and nothing linked: `failure` is a Failure."""

    def __init__(self, failure):
        super().__init__(failure.value)
        self.failure = failure
