"""What pages, files and translations say about those who worked on them."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry as log_action_registry

from accounts.personal_data import ANONYMISED, DELETED, Anonymised, LegalBasis, Period, PersonalData
from content.forgetting import details_without_words, forget_comments_in_revisions


def names_of_actions(rows):
    """What was done in each of `rows`, of a log of Wagtail."""
    labels = dict(log_action_registry.get_choices())
    return [labels.get(row.action, row.action) for row in rows]


def told_beside(gone):
    """Nothing: the key beside it leads to the person, and says what becomes of it."""


PUBLISHED = "what editors publish, and its versions"

KEPT = (
    PersonalData(
        what=_(
            "If you work on the portal: what you wrote, changed, commented or decided, and when"
        ),
        why=_("To show who changed what, and to bring an older version back"),
        basis=LegalBasis.SAFETY,
        period=Period.PAGES,
        held_in=(
            "content.CustomDocument.uploaded_by_user",
            "content.CustomImage.uploaded_by_user",
            "content.CustomMedia.uploaded_by_user",
            "wagtailcore.Comment.resolved_by",
            "wagtailcore.Comment.user",
            "wagtailcore.CommentReply.user",
            "wagtailcore.ModelLogEntry.data",
            "wagtailcore.ModelLogEntry.label",
            "wagtailcore.ModelLogEntry.object_id",
            "wagtailcore.ModelLogEntry.user",
            "wagtailcore.Page.locked_by",
            "wagtailcore.Page.owner",
            "wagtailcore.PageLogEntry.data",
            "wagtailcore.PageLogEntry.user",
            "wagtailcore.PageSubscription.user",
            "wagtailcore.Revision.content",
            "wagtailcore.Revision.user",
            "wagtailcore.TaskState.finished_by",
            "wagtailcore.UploadedFile.file",
            "wagtailcore.UploadedFile.uploaded_by_user",
            "wagtailcore.WorkflowState.requested_by",
            "wagtail_localize.SegmentOverride.last_translated_by",
            "wagtail_localize.StringTranslation.last_translated_by",
        ),
        tells={
            **{
                f"content.{model}.uploaded_by_user": ("title", "created_at")
                for model in ("CustomDocument", "CustomImage", "CustomMedia")
            },
            "wagtailcore.Comment.resolved_by": ("page", "resolved_at"),
            "wagtailcore.Comment.user": ("page", "text", "created_at", "updated_at"),
            "wagtailcore.CommentReply.user": ("text", "created_at", "updated_at"),
            "wagtailcore.ModelLogEntry.object_id": (
                "action",
                "label",
                "data",
                "timestamp",
                "user",
            ),
            "wagtailcore.ModelLogEntry.user": ("action", "content_type", "timestamp"),
            "wagtailcore.Page.locked_by": ("title", "locked_at"),
            "wagtailcore.Page.owner": ("title", "url_path", "first_published_at"),
            "wagtailcore.PageLogEntry.user": ("action", "label", "timestamp"),
            "wagtailcore.PageSubscription.user": ("page", "comment_notifications"),
            "wagtailcore.Revision.user": ("object_str", "created_at"),
            "wagtailcore.TaskState.finished_by": ("task", "status", "comment", "finished_at"),
            "wagtailcore.UploadedFile.uploaded_by_user": ("file",),
            "wagtailcore.WorkflowState.requested_by": ("workflow", "status", "created_at"),
            "wagtail_localize.SegmentOverride.last_translated_by": ("data_json", "updated_at"),
            "wagtail_localize.StringTranslation.last_translated_by": ("data", "updated_at"),
        },
        in_words={
            f"wagtailcore.{model}.action": names_of_actions
            for model in ("ModelLogEntry", "PageLogEntry")
        },
        names={
            "content.CustomDocument.uploaded_by_user": _("documents that you uploaded"),
            "content.CustomImage.uploaded_by_user": _("pictures that you uploaded"),
            "content.CustomMedia.uploaded_by_user": _("videos and recordings that you uploaded"),
            "wagtailcore.Comment.resolved_by": _("comments that you settled"),
            "wagtailcore.Comment.user": _("comments that you wrote"),
            "wagtailcore.CommentReply.user": _("answers to comments that you wrote"),
            "wagtailcore.ModelLogEntry.object_id": _("what was done to your account"),
            "wagtailcore.ModelLogEntry.user": _("what you did in the admin"),
            "wagtailcore.Page.locked_by": _("pages that you locked"),
            "wagtailcore.Page.owner": _("pages that you made"),
            "wagtailcore.PageLogEntry.user": _("what you did to pages"),
            "wagtailcore.PageSubscription.user": _("pages whose comments you follow"),
            "wagtailcore.Revision.user": _("versions that you saved"),
            "wagtailcore.TaskState.finished_by": _("decisions that you took"),
            "wagtailcore.UploadedFile.uploaded_by_user": _("files that you began to upload"),
            "wagtailcore.WorkflowState.requested_by": _("pages that you submitted"),
            "wagtail_localize.SegmentOverride.last_translated_by": _(
                "links and pictures that you chose for translations"
            ),
            "wagtail_localize.StringTranslation.last_translated_by": _("texts that you translated"),
            "wagtail_localize.StringTranslation.data": _("text"),
            "action": _("what was done"),
            "comment": _("comment"),
            "comment_notifications": _("emails about comments"),
            "content_type": _("what it was"),
            "created_at": _("created on"),
            "data_json": _("text"),
            "file": _("file"),
            "finished_at": _("decided on"),
            "first_published_at": _("first published on"),
            "label": _("title"),
            "locked_at": _("locked on"),
            "object_str": _("title"),
            "page": _("page"),
            "resolved_at": _("settled on"),
            "status": _("state"),
            "task": _("step"),
            "timestamp": _("when"),
            "updated_at": _("changed at"),
            "url_path": _("address"),
            "user": _("who did it"),
            "workflow": _("approval"),
        },
        for_programs=("wagtailcore.ModelLogEntry.data",),
        kept_back={
            "wagtailcore.PageLogEntry.data": _("It names others who took part."),
            "wagtailcore.Revision.content": _(
                "It is a page as it stood, with what others wrote in it."
            ),
        },
        on_erasure={
            **{
                f"content.{model}.uploaded_by_user": Anonymised(stays={PUBLISHED: ("title",)})
                for model in ("CustomDocument", "CustomImage", "CustomMedia")
            },
            "wagtailcore.Comment.resolved_by": ANONYMISED,
            "wagtailcore.Comment.user": Anonymised(emptied=("text",)),
            "wagtailcore.CommentReply.user": Anonymised(emptied=("text",)),
            "wagtailcore.ModelLogEntry.data": Anonymised(by=told_beside),
            "wagtailcore.ModelLogEntry.label": Anonymised(by=told_beside),
            "wagtailcore.ModelLogEntry.object_id": Anonymised(
                emptied=("label", "data"), stays={"what was done": ("action",)}
            ),
            "wagtailcore.ModelLogEntry.user": Anonymised(
                changed={"data": details_without_words},
                stays={"what was worked on": ("label", "action")},
            ),
            "wagtailcore.Page.locked_by": Anonymised(stays={PUBLISHED: ("title",)}),
            "wagtailcore.Page.owner": Anonymised(stays={PUBLISHED: ("title", "url_path")}),
            "wagtailcore.PageLogEntry.data": Anonymised(by=told_beside),
            "wagtailcore.PageLogEntry.user": Anonymised(
                changed={"data": details_without_words},
                stays={"what was worked on": ("label", "action")},
            ),
            "wagtailcore.PageSubscription.user": DELETED,
            "wagtailcore.Revision.content": Anonymised(by=forget_comments_in_revisions),
            "wagtailcore.Revision.user": Anonymised(stays={PUBLISHED: ("object_str",)}),
            "wagtailcore.TaskState.finished_by": Anonymised(emptied=("comment",)),
            "wagtailcore.UploadedFile.file": Anonymised(by=told_beside),
            "wagtailcore.UploadedFile.uploaded_by_user": DELETED,
            "wagtailcore.WorkflowState.requested_by": ANONYMISED,
            "wagtail_localize.SegmentOverride.last_translated_by": Anonymised(
                stays={PUBLISHED: ("data_json",)}
            ),
            "wagtail_localize.StringTranslation.last_translated_by": Anonymised(
                stays={PUBLISHED: ("data",)}
            ),
        },
    ),
)

IMPERSONAL = {
    "which page or file it is about": (
        "taggit.TaggedItem.object_id",
        "wagtailcore.ReferenceIndex.object_id",
        "wagtailcore.ReferenceIndex.to_object_id",
        "wagtailcore.Revision.object_id",
        "wagtailcore.WorkflowState.object_id",
        "wagtailsearch.IndexEntry.object_id",
    ),
    "what editors publish, which shows no person who did not agree": (
        "content.CustomDocument.file",
        "content.CustomImage.file",
        "content.CustomMedia.file",
        "content.CustomMedia.thumbnail",
        "content.Rendition.file",
        "wagtail_localize.OverridableSegment.data_json",
    ),
    "no row: models of the portal take its place, or nothing makes one": (
        "wagtaildocs.Document.file",
        "wagtaildocs.Document.uploaded_by_user",
        "wagtailforms.FormSubmission.form_data",
        "wagtailimages.Image.file",
        "wagtailimages.Image.uploaded_by_user",
        "wagtailimages.Rendition.file",
        "wagtailmedia.Media.file",
        "wagtailmedia.Media.thumbnail",
        "wagtailmedia.Media.uploaded_by_user",
    ),
}
