"""What becomes of the texts of those who worked on pages when they are forgotten."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import COMMENTS_RELATION_NAME, Comment, CommentReply, Revision

# What the details of a log may say: of pages, steps and dates. Everything else is a person's words.
DETAILS = frozenset(
    {
        "destination",
        "page",
        "restriction",
        "revision",
        "source",
        "source_locale",
        "title",
        "workflow",
    }
)


def details_without_words(rows):
    """The details of each of `rows`, of a log of Wagtail, without what people wrote."""
    return [{key: row.data[key] for key in row.data.keys() & DETAILS} for row in rows]


def forget_comments_in_revisions(gone):
    """Empty the comments of `gone` (a Gone) in the versions of pages, which hold copies of them."""
    person = gone.person.pk
    wrote = Comment.objects.filter(user=person).exists()
    if not wrote and not CommentReply.objects.filter(user=person).exists():
        return
    versions = Revision.objects.annotate(words=Cast("content", TextField()))
    named = Q(words__contains=f'"user": {person},') | Q(words__contains=f'"user": {person}}}')
    for revision in versions.filter(named, words__contains=COMMENTS_RELATION_NAME).iterator(50):
        for comment in revision.content.get(COMMENTS_RELATION_NAME, ()):
            for words in (comment, *comment.get("replies", ())):
                if words.get("user") == person:
                    words["text"] = ""
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
