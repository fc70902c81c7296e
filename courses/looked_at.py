"""The screen on which something is decided for one learner, for the log of who looked."""

from django.utils.translation import gettext_lazy as _

from accounts.looking import Screen

DECISION = Screen("decision", _("Decision for a learner"))
