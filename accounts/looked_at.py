"""The screens of accounts that show people, for the log of who looked."""

from django.utils.translation import gettext_lazy as _

from accounts.looking import ARCHIVE, Screen

PEOPLE = Screen("people", _("People"))
PERSON = Screen("person", _("Page of a person"))
ACCOUNTS = Screen("accounts", _("Accounts"))
ACCOUNT = Screen("account", _("Account of a person"))
INVITATIONS = Screen("invitations", _("Invitations"))
INVITATION = Screen("invitation", _("Invitation"))
MAILS = Screen("mails", _("Emails"))
REPRESENTATIVES = Screen("representatives", _("Representatives"))
REPRESENTATIVE = Screen("representative", _("Representative"))
MY_ORGANISATION = Screen("my_organisation", _("My organisation"))
LETTERS = Screen("letters", _("Letters"))
EVERYTHING = Screen(ARCHIVE, _("Everything that is kept"))
