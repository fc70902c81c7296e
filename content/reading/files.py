"""Who may read which uploaded file.

Each model of files says who may read them; one that says nothing serves them to nobody but the
people who work on them.
"""

from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtailmedia import get_permission_policy as media_policy

from content.reading.pages import readable

WORK = ("add", "change", "delete")
_declared = {}  # model: a function of a user and a file


def everyone(user, file):
    """For what is public."""
    return True


def nobody(user, file):
    """For what is never served."""
    return False


def readers_of_its_pages(user, file):
    """For what opens with one of the live pages that use it, as Wagtail's index has them."""
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    used_on = [int(pk) for pk in references.values_list("object_id", flat=True)]
    return readable(Page.objects.live().filter(pk__in=used_on), user).exists()


def declare_file_readers(may_read, *models):
    """Let the function `may_read(user, file)` say who may read the files of these models."""
    _declared.update(dict.fromkeys(models, may_read))


def is_declared(model):
    """Whether somebody said who may read the files of this model."""
    return model in _declared


def can_read_file(user, file):
    """Whether `user` may read `file`."""
    return _declared.get(type(file), nobody)(user, file)


def guard_document(document, request):
    """Stand before every document that is served."""
    return _guard(document, request, policy_registry.get_by_type(type(document)))


def guard_media(media, request):
    """Stand before every video and recording that is served."""
    return _guard(media, request, media_policy())


def _guard(file, request, policy):
    if can_read_file(request.user, file) or policy.user_has_any_permission_for_instance(
        request.user, WORK, file
    ):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied
