"""The contact form, and the form of those who answer."""

from django import forms
from django.conf import settings
from django.core.signing import BadSignature
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import MISSING, OWN_ADDRESS
from accounts.limits import may_send
from accounts.typed import AddressField, NameField, TypedField
from contact.choices import State, Subject
from contact.models import LONGEST_TEXT, Message
from contact.sending import message_key
from contact.ticket import LONGEST, SHORTEST, new_ticket, read_ticket

TOO_FAST = _("This was sent faster than anybody writes. Wait a few seconds, and send it again.")
TOO_OLD = _("The form was open for a very long time. What you wrote is still here: send it again.")
TOO_MANY = _(
    "Very many messages came from this address or network within an hour. What you wrote is still "
    "here: send it again in an hour."
)
TOO_LONG = _("Shorten it to 5,000 characters, or send the rest in a second message.")
TEXT_BOX = {"rows": 8, "dir": "auto", "maxlength": LONGEST_TEXT}


class MessageForm(forms.Form):
    """What somebody writes to us. Nobody needs an account for it.

    Programs that send advertising are told from people by a field that these do not see, by the
    time that they take, and by how often they come.
    """

    subject = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose one")), *Subject.choices],
        error_messages={"required": _("Choose what it is about.")},
    )
    text = TypedField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=TEXT_BOX),
        error_messages={"required": _("Write your message."), "max_length": TOO_LONG},
    )
    name = NameField(
        label=_("Your name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    address = AddressField(
        label=_("Email address"),
        widget=OWN_ADDRESS,
        help_text=_("We reply to it, and use it for nothing else."),
        error_messages={"required": MISSING["email"]},
    )
    language = forms.ChoiceField(
        label=_("In which language shall we answer?"), choices=settings.LANGUAGES
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, request, **options):
        super().__init__(data, **options)
        self.request = request
        self.now = timezone.now()
        self.initial["ticket"] = new_ticket(self.now)
        self.key = ""

    def clean_website(self):
        """Nothing: people see no such field, and programs fill it. Raises ValidationError."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Empty this field: it is there to stop advertising."))

    def clean(self):
        """What was entered, and the `key` of the message. An error where a program seems to send.

        What people have to correct is said first: until then a short time says nothing.
        """
        data = super().clean()
        if self.errors:
            return data
        mark = self._read_ticket(data["ticket"])
        words = [data[name] for name in ("subject", "text", "name", "address", "language")]
        self.key = message_key(mark, *words)
        is_there = self.errors or Message.objects.filter(key=self.key).exists()
        if not is_there and not may_send(self.request, "message", data["address"]):
            self.add_error(None, TOO_MANY)
        return data

    def _read_ticket(self, ticket):
        """The mark of this form; with an error for one filled too fast or too slowly."""
        try:
            mark, opened_at = read_ticket(ticket)
        except BadSignature:
            mark, opened_at = "", self.now - 2 * LONGEST
        age = self.now - opened_at
        if age < SHORTEST:
            self.add_error(None, TOO_FAST)
        if age > LONGEST:
            self.data = self.data.copy()
            self.data["ticket"] = self.initial["ticket"]
            self.add_error(None, TOO_OLD)
        return mark

    @property
    def words(self):
        """Subject, text, name, address and language, as they were cleaned."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("website", "ticket")
        }

    @property
    def asked(self):
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]


class HandlingForm(forms.Form):
    """How far a message is, and a note for colleagues."""

    state = forms.ChoiceField(label=_("State"), choices=State.choices, widget=forms.RadioSelect)
    note = TypedField(
        label=_("Note for colleagues"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What was answered, or who asks whom. The sender does not see it."),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)
