"""The page behind the link of a sign-up: one button that opens the account."""

from allauth.account.utils import complete_signup
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import ResendForm, StartForm
from accounts.goals import goal_at
from accounts.signup import LinkRefused, open_account, read_link


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1")
@never_cache
def start(request, token):
    """Ask for the button, and for a password if one is wanted; on POST open the account and go on.

    A GET changes nothing: programs that look for bad mails follow links too.
    """
    try:
        pending = read_link(token)
        goal = goal_at(pending.wanted)
        form = StartForm(request.POST if request.method == "POST" else None, pending=pending)
        if request.method == "POST" and form.is_valid():
            person = open_account(token=token, password=form.cleaned_data["password1"])
            return begin_account(request, person, goal)
    except LinkRefused as refusal:
        return refuse_link(request, refusal)
    return render(request, "accounts/start.html", {"form": form, "pending": pending, "goal": goal})


def begin_account(request, person, goal):
    """Log `person` in, whose account was opened just now, and lead on to the Goal."""
    response = complete_signup(request, person, None, goal.url)
    onward = goal.begin(request)
    return redirect(onward) if onward else response


def refuse_link(request, refusal):
    """The page that says why a link no longer works, and sends a new one.

    Whoever is signed in already, as after a second click, is led on instead.
    """
    if request.user.is_authenticated and not refusal.email:
        return redirect("my_learning")
    form = ResendForm(initial={"email": refusal.email})
    context = {"refusal": refusal, "form": form}
    return render(request, "accounts/link_refused.html", context, status=410)
