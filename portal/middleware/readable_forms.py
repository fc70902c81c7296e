"""A form that cannot be read is refused once, before anybody else looks at it."""

from django.core.exceptions import BadRequest
from django.http import QueryDict, UnreadablePostError


def readable_forms_middleware(get_response):
    """Answer 400 to a POST whose form is in another charset, broken, too large or cut off.

    Whoever reads such a form again meets the same error, the error page's own check of the CSRF
    token among them; so an empty one takes its place.
    """

    def middleware(request):
        if request.method == "POST":
            _read_form(request)
        return get_response(request)

    return middleware


def _read_form(request):
    try:
        request.POST  # noqa: B018 (reading it is what may fail)
    except UnreadablePostError as error:
        request.POST = QueryDict()
        raise BadRequest("The form did not arrive whole.") from error
    except Exception:
        request.POST = QueryDict()
        raise
