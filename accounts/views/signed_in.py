"""Views for people who are signed in, with a second factor where they have to show one."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from accounts.factors.changes import factors_of
from accounts.factors.required import is_lacking
from notices.languages import language_of

ONWARD = "factor_onward"  # in the session: where somebody was going who has to set one up first


def logged_in(view):
    """Decorate a `view` so that who is not signed in gets the answer of `ask_to_log_in`."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return ask_to_log_in(request)

    return wrapped


def signed_in(view):
    """Decorate a `view` like `logged_in`; who lacks a second factor gets that of `ask_for_factor`.

    So does every page for people who are signed in but those on which a factor is set up.
    """

    @logged_in
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if is_lacking(request):
            return ask_for_factor(request)
        request.session.pop(ONWARD, None)
        return view(request, *args, **kwargs)

    return wrapped


def ask_to_log_in(request):
    """The response to a request that only someone signed in may make.

    A script gets 401 with words and a link as HTML. A form gets 401 and a page that holds what was
    entered and can send it again. Everything else is redirected to the log-in page.
    """
    if _is_of_script(request):
        url = redirect_to_login(page_of_script(request)).url
        html = render_to_string("components/logged_out.html", {"url": url})
        return JsonResponse({"html": html}, status=401)
    if entered := entered_in(request.POST):
        return render(request, "accounts/log_in_again.html", {"entered": entered}, status=401)
    return redirect_to_login(request.get_full_path())


def ask_for_factor(request):
    """The response to a request by somebody who works for the programme and showed no factor.

    It leads to where one is shown, or set up first, and from there back. A script gets 401 with
    words and a link as HTML. A form gets 403 and a page that holds what was entered and can send it
    again.
    """
    with override(language_of(request.user)):
        if factors_of(request.user).exists():
            page = reverse("mfa_reauthenticate", query={REDIRECT_FIELD_NAME: _way_back(request)})
        else:
            page = reverse("account_security")
            request.session[ONWARD] = _way_back(request)
        if _is_of_script(request):
            html = render_to_string("components/factor_needed.html", {"url": page})
            return JsonResponse({"html": html}, status=401)
        if entered := entered_in(request.POST):
            context = {"entered": entered, "setup_url": page}
            return render(request, "accounts/factor_needed.html", context, status=403)
        return redirect(page)


def _is_of_script(request):
    return bool(request.headers.get("X-Fragment")) or not request.accepts("text/html")


def _way_back(request):
    """What was asked for; of a script the page that it is on."""
    is_page = request.method == "GET" and not _is_of_script(request)
    return request.get_full_path() if is_page else page_of_script(request)


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
