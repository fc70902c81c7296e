"""Who may read the pages of each type, as the apps declare it when they start.

What declares nothing is listed and served to nobody but its editors. A subclass of a declared type
is a type of its own.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

_declared = {}  # page type: Readers


class Readers:
    """Who may read the pages of some types, asked of one page, of many, and before serving."""

    words = _("Nobody but its editors.")

    def describe(self, page):
        """Who may read `page`, as a sentence for its editor."""
        return self.words

    def decide(self, user, page):
        """Whether `user` may read the live `page`: a value that counts as true or as false."""
        return False

    def condition(self, user):
        """A Q for the pages of these types that `user` may read. It asks search fields only."""
        return Q(pk__in=())

    def admit(self, request, page):
        """What `decide` says of the person of `request`; may leave there what the page needs."""
        return self.decide(request.user, page)

    def refuse(self, request, page, decision):
        """The answer to somebody whom `decision` keeps out."""
        raise Http404

    def is_same_for_visitors(self, page):
        """Whether everyone who is not signed in is shown the same `page`."""
        return False


class Everyone(Readers):
    """Whoever comes."""

    words = _("Everyone, once it is published.")

    def decide(self, user, page):
        return True

    def condition(self, user):
        return Q()

    def is_same_for_visitors(self, page):
        return True


NOBODY = Readers()


def declare_readers(readers, *page_types):
    """Let `readers`, a Readers, say who may read the pages of these types."""
    _declared.update(dict.fromkeys(page_types, readers))


def is_declared(page_type):
    """Whether somebody said who may read the pages of this type."""
    return page_type in _declared


def readers_of(page):
    """The Readers of `page`. No query, whatever class it was read as."""
    return _declared.get(page.cached_content_type.model_class(), NOBODY)


def declared_types():
    """{Readers: the content types that they were declared for}."""
    content_types = ContentType.objects.get_for_models(*_declared)
    found = {}
    for page_type, readers in _declared.items():
        found.setdefault(readers, []).append(content_types[page_type])
    return found
