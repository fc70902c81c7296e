"""The first page of those who answer messages."""

from django.db.models import Count, Min, Q
from wagtail.admin.ui.components import Component

from contact.choices import State, Subject
from contact.models import Message, last_day, term_words

WITH_TERM = [subject for subject in Subject if subject.has_term]


class MessagesPanel(Component):
    """Shows how many messages wait, and by when the law wants the next answer."""

    name = "messages"
    template_name = "wagtailadmin/home/messages.html"
    order = 40

    def get_context_data(self, parent_context):
        counts = Message.objects.waiting().aggregate(
            new=Count("pk", filter=Q(state=State.NEW)),
            answering=Count("pk", filter=Q(state=State.ANSWERING)),
            request=Min("sent_at", filter=Q(subject__in=WITH_TERM)),
        )
        first = counts.pop("request")
        return {"counts": counts, "term": term_words(last_day(first)) if first else ""}
