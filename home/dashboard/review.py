"""The first page of publishers: what waits for their approval."""

from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Revision, TaskState, WorkflowState

STATUS = dict(TaskState.STATUS_CHOICES)


class ReviewPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's panel of waiting pages, without its query for each of them.

    Only pages go through a workflow here.
    """

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        waiting = read_waiting(request.user)
        steps = read_steps(waiting)
        return {
            "states": [
                _row(state, steps[state.workflow_state_id], request.user) for state in waiting
            ],
            "request": request,
            "csrf_token": parent_context["csrf_token"],
        }


def read_waiting(user):
    """The task states that `user` may decide on, the latest first, with their pages."""
    return list(
        TaskState.objects.reviewable_by(user)
        .select_related("revision__user")
        .prefetch_related("revision__content_object__latest_revision")
        .annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
        .order_by("-started_at")
    )


def read_steps(waiting):
    """{workflow state: its tasks, each with its last status} for those in `waiting`. One query."""
    task = "workflow__workflow_tasks__task"
    last = TaskState.objects.filter(workflow_state=OuterRef("pk"), task=OuterRef(task))
    rows = (
        WorkflowState.objects.filter(pk__in=[state.workflow_state_id for state in waiting])
        .order_by("workflow__workflow_tasks__sort_order")
        .values_list("pk", f"{task}__name", Subquery(last.order_by("-pk").values("status")[:1]))
    )
    steps = defaultdict(list)
    for state, name, status in rows:
        words = STATUS.get(status, _("Not started"))
        steps[state].append({"name": name, "status": status, "status_display": words})
    return steps


def _row(state, steps, user):
    """What Wagtail's template asks for about a waiting page."""
    page = state.revision.content_object
    return {
        "obj": page,
        "revision": state.revision,
        "previous_revision_id": state.previous_revision_id,
        "live_revision_id": page.live_revision_id,
        "task_state": state,
        "actions": state.task.specific.get_actions(page, user),
        "workflow_tasks": steps,
        "workflow_action_url_name": "wagtailadmin_pages:workflow_action",
        "workflow_preview_url_name": "wagtailadmin_pages:workflow_preview",
        "revisions_compare_url_name": "wagtailadmin_pages:revisions_compare",
    }
