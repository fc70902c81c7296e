"""How the admin works on pages, where it differs from Wagtail."""

from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.gaps.draft import sentence_of_missing
from content.languages.aliases import without_aliases


class WrittenPages(PagePermissionPolicy):
    """Lets people find each page once."""

    def explorable_instances(self, user):
        return without_aliases(super().explorable_instances(user))


class PageSearch(SearchView):
    """Finds pages to work on: an alias cannot be edited and would only repeat its source."""

    permission_policy = WrittenPages(Page)


class Unpublishing(UnpublishView):
    """Takes a page, its translations and all that goes with it offline in one step.

    One after the other, a module would for a moment lack some of its lessons, and whoever has done
    the others would have completed it.
    """

    def unpublish(self):
        with transaction.atomic():
            return super().unpublish()


class WorkflowAction(WorkflowActionView):
    """Approves or sends back from a list; what lacks something is not approved there."""

    def post(self, request, *args, **kwargs):
        if self.action_name == "approve":
            draft = self.object.get_latest_revision_as_object()
            if missing := sentence_of_missing(draft):
                messages.error(request, missing)
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
