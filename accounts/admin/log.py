"""How the admin's log words what is done to people and invitations."""

from django.utils.translation import gettext_lazy as _

from accounts.inviting import ACCEPTED, SENT_AGAIN, WITHDRAWN

WORDS = {
    ACCEPTED: _("Invitation accepted"),
    SENT_AGAIN: _("Invitation sent again"),
    WITHDRAWN: _("Invitation withdrawn"),
}


def log_people(actions):
    """Let Wagtail's log know what is done."""
    for action, words in WORDS.items():
        actions.register_action(action, words, words)
