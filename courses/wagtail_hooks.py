"""What the editor's interface checks before it deletes or publishes, and the admin's own views."""

from django.shortcuts import redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Locale, Page

from content.gaps.publication import sentence_of_gaps
from content.gaps.registry import declared_gaps
from courses.publishing.deletion import blockers, refusal
from courses.views.correction import CorrectionView
from courses.views.decision import DecisionView
from courses.views.enrolments import EnrolmentsView


@hooks.register("construct_translated_pages_to_cascade_actions")
def include_translations(pages, action):
    """{page: translations to delete or unpublish with it}; aliases follow by themselves."""
    if action in ("delete", "unpublish"):
        return {page: translations(page) for page in pages}


def translations(page):
    if page.locale_id != Locale.get_default().pk:
        return Page.objects.none()
    return Page.objects.translation_of(page, inclusive=False).filter(alias_of=None)


@hooks.register("before_delete_page")
def offer_to_unpublish(request, page):
    """Refuse to delete a page that records need, and redirect to unpublishing it; else None."""
    rows = blockers([page, *translations(page)])
    if not rows:
        return None
    messages.error(request, refusal(rows))
    if page.live and page.permissions_for_user(request.user).can_unpublish():
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def check_bulk_action(request, action_type, objects, action):
    """Refuse to delete pages that records need, and to publish pages with gaps; else None."""
    if not objects or not isinstance(objects[0], Page):
        return None
    refusals = []
    if action_type == "delete":
        rows = blockers([page for chosen in objects for page in (chosen, *translations(chosen))])
        refusals = [refusal(rows)] if rows else []
    elif action_type == "publish":
        refusals = list(incomplete(objects, "include_descendants" in request.POST))
    for words in refusals:
        messages.error(request, words)
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk) if refusals else None


def incomplete(pages, include_descendants):
    """Yield a sentence for each page whose draft has gaps."""
    for page in pages:
        drafts = page.get_descendants(inclusive=True).not_live() if include_descendants else []
        for draft in {page, *drafts}:
            if sentence := sentence_of_gaps(draft.get_latest_revision_as_object()):
                yield sentence


@hooks.register("after_publish_page")
def show_warnings(request, page):
    """Say after publishing what is still to be done."""
    for gap in declared_gaps(page):
        messages.warning(request, gap.message)


@hooks.register("register_admin_urls")
def correction_url():
    """The address below /admin/ at which a question of a quiz is put right."""
    view = CorrectionView.as_view()
    return [path("quizzes/<uuid:key>/questions/<str:question_id>/", view, name="correct_question")]


@hooks.register("register_admin_urls")
def decision_url():
    """The addresses below /admin/ at which something is decided for one learner."""
    decide, enrolments = DecisionView.as_view(), EnrolmentsView.as_view()
    return [
        path("learners/<int:pk>/<uuid:key>/<slug:decision>/", decide, name="decide"),
        path("learners/<int:pk>/enrolments/", enrolments, name="enrolments_by_hand"),
    ]
