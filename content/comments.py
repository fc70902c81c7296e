"""The mails about comments on a page: Wagtail says to whom, the portal what."""

from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, CommentReply, Page
from wagtail.users.models import UserProfile

from accounts.models import User
from content.mails import REASON
from notices.kinds import Kind, Unwanted
from notices.outbox import new_mail, queue_mails

GONE = gettext_noop("The comments are no longer there.")
NOT_THEIRS = gettext_noop("The person no longer works on this page.")


def facts_of_comments(mail):
    """The page, who worked on its comments, and what became of them.

    Raises Unwanted where nothing of it is there any more, or the page is not the person's.
    """
    page = Page.objects.filter(pk=mail.data["page"]).first()
    said = list(_said(mail.data)) if page else []
    if not said:
        raise Unwanted(GONE)
    rights = page.permissions_for_user(mail.person)
    if not (rights.can_edit() or rights.can_publish()):
        raise Unwanted(NOT_THEIRS)
    editor = User.objects.filter(pk=mail.data["editor"]).first()
    return {
        "page": page.specific.get_admin_display_title(),
        "person": str(editor or gettext("Somebody")),
        "comments": " ".join(said),
        "path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }


def _said(data):
    """A sentence for each thing that happened, as long as its comment is there."""
    comments = Comment.objects.in_bulk(data["new"] + data["resolved"])
    for pk in data["new"]:
        if comment := comments.get(pk):
            yield gettext("New comment: “%(text)s”.") % {"text": comment.text}
    replies = CommentReply.objects.select_related("comment").in_bulk(data["replies"])
    for reply in replies.values():
        words = {"comment": reply.comment.text, "text": reply.text}
        yield gettext("Answer to “%(comment)s”: “%(text)s”.") % words
    for pk in data["resolved"]:
        if comment := comments.get(pk):
            yield gettext("Resolved: “%(text)s”.") % {"text": comment.text}
    if count := data["deleted"]:
        words = ngettext("A comment was deleted.", "%(count)s comments were deleted.", count)
        yield words % {"count": count}


COMMENTS_CHANGED = Kind(
    key="comments_changed",
    name=_("Comments on a page"),
    to_whom="Whoever follows the comments on a page or took part in them, when others write",
    subject=_("Comments on “%(page)s”"),
    text=_("%(person)s has worked on the comments on the page “%(page)s”. %(comments)s"),
    button=_("Open the page"),
    path="wagtailadmin_home",
    reason=REASON,
    facts=facts_of_comments,
    may_be_muted=False,
    sample={
        "page": "Reading a challenge sheet",
        "person": "Dana Levi",
        "comments": "“Too long.”",
    },
)


def queue_comment_mails(recipients, notification, context):
    """What stands in place of Wagtail's `send_notification`, which has no other caller."""
    data = {
        "page": context["page"].pk,
        "editor": context["editor"].pk,
        "new": [comment.pk for comment in context["new_comments"]],
        "resolved": [comment.pk for comment in context["resolved_comments"]],
        "deleted": len(context["deleted_comments"]),
        "replies": [
            reply.pk for thread in context["replied_comments"] for reply in thread["replies"]
        ],
    }
    cause = uuid4()
    queue_mails(
        [
            new_mail(COMMENTS_CHANGED, cause=cause, person=person, data=data)
            for person in recipients
            if person.is_active and UserProfile.get_for_user(person).updated_comments_notifications
        ]
    )
    return True
