"""What somebody wrote to those who run the portal, on the page of that person."""

from django.utils.translation import gettext_lazy as _

from accounts.admin.person_panels import PersonPanel
from contact.models import Message

MOST_SHOWN = 10


class MessagesPanel(PersonPanel):
    """The last messages that came from the account."""

    name = "messages"
    heading = _("Messages to us")
    icon = "mail"
    order = 40
    permission = "contact.change_message"
    template_name = "contact/admin/person_messages.html"

    def read(self):
        found = Message.objects.filter(person=self.person).order_by("-sent_at", "-pk")
        found = list(found[: MOST_SHOWN + 1])
        return {"messages": found[:MOST_SHOWN], "has_more": len(found) > MOST_SHOWN}
