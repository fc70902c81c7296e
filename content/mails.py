"""The mails about pages on their way through review: Wagtail says to whom, the portal what.

Who gets which is chosen in the admin, in one's account there.
"""

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from wagtail.admin import mail as wagtails
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from notices.kinds import Kind, Unwanted
from notices.outbox import new_mail, queue_mails

NOT_ANY_MORE = gettext_noop("The review of the page has moved on.")
REASON = _(
    "You receive this email because you work on pages of the portal. In the admin, your account "
    "says which of these emails you get."
)


def facts_of_review(mail):
    """The page, who asks, and the way to it. Raises Unwanted where nobody waits for it any more."""
    task = TaskState.objects.filter(pk=mail.data["task"]).first()
    if task is None or task.status != TaskState.STATUS_IN_PROGRESS:
        raise Unwanted(NOT_ANY_MORE)
    return _facts(task.workflow_state, task.workflow_state.requested_by)


def facts_of_approval(mail):
    """The page and the way to it."""
    return _facts(_state(mail))


def facts_of_return(mail):
    """The page, who sent it back, and what that person wrote."""
    state = _state(mail)
    task = state.current_task_state.specific
    comment = task.get_comment()
    return _facts(state, task.finished_by) | {
        "comment": f"“{comment}”" if comment else gettext("No reason was given.")
    }


def _state(mail):
    state = WorkflowState.objects.filter(pk=mail.data["review"]).first()
    if state is None:
        raise Unwanted(NOT_ANY_MORE)
    return state


def _facts(state, person=None):
    page = state.content_object
    if page is None:
        raise Unwanted(NOT_ANY_MORE)
    return {
        "page": page.specific.get_admin_display_title(),
        "person": str(person or gettext("Somebody")),
        "path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }


def review_mail(key, **words):
    """The Kind of a mail about the review of a page."""
    sample = {"page": "Reading a challenge sheet", "person": "Dana Levi", "comment": "“Too long.”"}
    return Kind(
        key=key, path="wagtailadmin_home", reason=REASON, may_be_muted=False, sample=sample, **words
    )


PAGE_SUBMITTED = review_mail(
    "page_submitted",
    name=_("A page waits for review"),
    to_whom="Whoever may approve a page, when it is submitted",
    subject=_("“%(page)s” waits for your review"),
    text=_(
        "%(person)s has submitted the page “%(page)s”. Read it, then approve it or send it back "
        "with a word on what to change."
    ),
    button=_("Open the page"),
    facts=facts_of_review,
)
PAGE_APPROVED = review_mail(
    "page_approved",
    name=_("A page was approved"),
    to_whom="Whoever submitted a page, when it is approved",
    subject=_("“%(page)s” is approved"),
    text=_(
        "The page “%(page)s”, which you submitted, is approved. It is published at once, or at "
        "the time set in the page."
    ),
    button=_("Open the page"),
    facts=facts_of_approval,
)
PAGE_SENT_BACK = review_mail(
    "page_sent_back",
    name=_("A page was sent back"),
    to_whom="Whoever submitted a page, when it is sent back",
    subject=_("“%(page)s” was sent back to you"),
    text=_(
        "%(person)s has sent the page “%(page)s” back to you. %(comment)s Change what is asked "
        "for, then submit it again."
    ),
    button=_("Open the page"),
    facts=facts_of_return,
)
REVIEW_MAILS = (PAGE_SUBMITTED, PAGE_APPROVED, PAGE_SENT_BACK)


class _InOurWords:
    """Base of a notifier of Wagtail's: queues a mail of `kind`, whose data call it `subject`."""

    kind, subject = None, "review"

    def get_context(self, instance, **kwargs):
        return {self.subject: instance.pk}

    def send_notifications(self, template_set, context, recipients, **kwargs):
        queue_mails(
            [
                new_mail(self.kind, cause=context[self.subject], person=person, data=context)
                for person in recipients
            ]
        )
        return True


class Submitted(_InOurWords, wagtails.GroupApprovalTaskStateSubmissionEmailNotifier):
    kind, subject = PAGE_SUBMITTED, "task"


class Approved(_InOurWords, wagtails.WorkflowStateApprovalEmailNotifier):
    kind = PAGE_APPROVED


class SentBack(_InOurWords, wagtails.WorkflowStateRejectionEmailNotifier):
    kind = PAGE_SENT_BACK


def say_nothing(**kwargs):
    """Tell nobody that a review has begun: administrators are told of its first step already."""


# Under these names Wagtail connects its own, which it does not where one is there.
NOTIFIERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", Submitted()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", SentBack()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", say_nothing),
)


def tell_in_our_words():
    """Take the place of Wagtail's mails."""
    for signal, sender, name, notifier in NOTIFIERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(notifier, sender=sender, dispatch_uid=name)
