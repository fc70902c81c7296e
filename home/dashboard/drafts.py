"""The first page of those who write: their drafts, and what these still lack."""

from dataclasses import dataclass

from django.db.models import IntegerField
from django.db.models.functions import Cast
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from content.gaps.gap import Gap
from content.gaps.registry import can_be_told_at_once, gaps_of_draft

MOST_SHOWN = 5


@dataclass(frozen=True)
class Draft:
    """A page with changes that are not published, and what its draft lacks."""

    page: Page
    gaps: list[Gap]


class DraftsPanel(Component):
    """Lists what the person saved last and did not publish."""

    name = "drafts"
    template_name = "wagtailadmin/home/drafts.html"
    order = 225

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {"drafts": read_drafts(self.user)}


def read_drafts(user):
    """The latest `Draft`s that `user` saved, at most MOST_SHOWN. One query.

    Left out are pages that wait for approval: Wagtail has a list of them.
    """
    waiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type__app_label=Page._meta.app_label,
        base_content_type__model=Page._meta.model_name,
    )
    pages = (
        Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        .exclude(pk__in=waiting.values_list(Cast("object_id", IntegerField())))
        .select_related("latest_revision", "locale")
        .order_by("-latest_revision_created_at", "pk")[:MOST_SHOWN]
    )
    # Those of a module, which would ask for its neighbours, are told in the editor.
    return [Draft(page, gaps_of_draft(page) if can_be_told_at_once(page) else []) for page in pages]
