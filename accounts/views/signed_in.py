"""Views for people who are signed in."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse


def signed_in(view):
    """Decorate a `view` so that who is not signed in gets the answer of `ask_to_log_in`."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return ask_to_log_in(request)

    return wrapped


def ask_to_log_in(request):
    """The response to a request that only someone signed in may make.

    A script gets 401 with words and a link as HTML. A form gets 401 and a page that holds what was
    entered and can send it again. Everything else is redirected to the log-in page.
    """
    if request.headers.get("X-Fragment") or not request.accepts("text/html"):
        url = redirect_to_login(page_of_script(request)).url
        html = render_to_string("components/logged_out.html", {"url": url})
        return JsonResponse({"html": html}, status=401)
    if entered := entered_in(request.POST):
        return render(request, "accounts/log_in_again.html", {"entered": entered}, status=401)
    return redirect_to_login(request.get_full_path())


def page_of_script(request):
    """The path of the page whose script sent `request`; My learning if it does not say."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all
        return reverse("my_learning")
    return page._replace(scheme="", netloc="").geturl() or reverse("my_learning")


def entered_in(form):
    """The (name, value) pairs of a QueryDict that a form sent, without its CSRF token."""
    return [
        (name, value)
        for name, values in form.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
