"""Wagtail's page views, where the portal needs them to differ."""

from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.gaps.publication import sentence_of_gaps
from content.languages.trees import without_aliases


class WrittenPages(PagePermissionPolicy):
    """For lists of pages: leaves aliases out, so that each page is found once."""

    def explorable_instances(self, user):
        return without_aliases(super().explorable_instances(user))


class PageSearch(SearchView):
    """The search for pages to work on. Aliases, which cannot be edited, are left out."""

    permission_policy = WrittenPages(Page)


class Unpublishing(UnpublishView):
    """Takes a page, its translations and what goes with it offline in one transaction.

    One after the other, a module would lack some of its lessons for a moment, and who has done the
    others would complete it.
    """

    def unpublish(self):
        with transaction.atomic():
            return super().unpublish()


class WorkflowAction(WorkflowActionView):
    """Approves or rejects from a list; a page with gaps is not approved."""

    def post(self, request, *args, **kwargs):
        if self.action_name == "approve":
            draft = self.object.get_latest_revision_as_object()
            if sentence := sentence_of_gaps(draft):
                messages.error(request, sentence)
                if request.headers.get("x-requested-with") == "XMLHttpRequest":
                    answer = {"step": "success", "redirect": self.redirect_url}
                    return self.render_modal_json(request, answer)
                return redirect(self.redirect_url)
        return super().post(request, *args, **kwargs)


class EditorsViewSet(PageViewSet):
    """The admin's views of all page types."""

    model = Page
    search_view_class = PageSearch
    unpublish_view_class = Unpublishing
    workflow_action_view_class = WorkflowAction
