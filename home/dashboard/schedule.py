"""The first page of publishers: what goes live or expires next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from content.pages.choosing import shown_pages

MOST_SHOWN = 5


@dataclass(frozen=True)
class Turn:
    """A page and the moment at which it goes live, or else expires."""

    page: Page
    at: datetime
    goes_live: bool


class SchedulePanel(Component):
    """Lists the next turns; hidden where none are planned."""

    name = "schedule"
    template_name = "wagtailadmin/home/schedule.html"
    order = 230

    def get_context_data(self, parent_context):
        return {"turns": read_turns(parent_context["request"].user)}


def read_turns(user):
    """The next `Turn`s of pages whose titles `user` may read, the soonest first.

    At most MOST_SHOWN, in three queries.
    """
    now = timezone.now()
    shown = shown_pages(Page.objects.select_related("locale"), user)
    planned = Revision.page_revisions.filter(approved_go_live_at__gt=now)
    moments = list(planned.values_list("object_id", "approved_go_live_at"))
    pages = shown.in_bulk([int(pk) for pk, _at in moments])
    expiring = shown.filter(live=True, alias_of=None, expire_at__gt=now).order_by("expire_at")[
        :MOST_SHOWN
    ]
    turns = [Turn(pages[int(pk)], at, True) for pk, at in moments if int(pk) in pages]
    turns += [Turn(page, page.expire_at, False) for page in expiring]
    return sorted(turns, key=lambda turn: turn.at)[:MOST_SHOWN]
