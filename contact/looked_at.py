"""The screens of messages, for the log of who looked."""

from django.utils.translation import gettext_lazy as _

from accounts.looking import Screen

MESSAGES = Screen("messages", _("Messages"))
MESSAGE = Screen("message", _("Message"))
