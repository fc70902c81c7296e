"""Logging in with an account elsewhere: the way there, what comes back, links and their end."""

from http import HTTPStatus

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import NameFields
from accounts.goals import goal_at
from accounts.onward import onward_of
from accounts.signup import LinkRefused, account_of
from accounts.single_sign_on.arrival import keep_arrival, open_account_of, read_arrival
from accounts.single_sign_on.failures import Failed, Failure
from accounts.single_sign_on.links import (
    LastWayIn,
    find_link,
    has_other_way,
    link,
    links_of,
    note_used,
    unlink,
)
from accounts.single_sign_on.provider import LINK, LOG_IN, find_provider, receive, way_to
from accounts.views.signed_in import signed_in
from accounts.views.start import begin_account

PAGE = "account_security"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def go_to_provider(request, provider_id):
    """A page that leads on to the provider: to log in, or to link it with one's account.

    No redirect: the policy lets no form of ours end elsewhere. A GET asks nobody anything.
    """
    provider = find_provider(request, provider_id)
    if provider is None or request.method != "POST":
        return _not_offered(request, provider)
    if limited := ratelimit.consume_or_429(request, action="single_sign_on"):
        return limited
    purpose = LINK if request.user.is_authenticated else LOG_IN
    if purpose == LINK and _has_to_prove(request):
        return _ask_again(reverse(PAGE))
    try:
        address = way_to(provider, purpose=purpose, onward=onward_of(request))
    except Failed as failed:
        return _failed(request, provider, failed.failure)
    context = {"address": address, "provider": provider.name}
    answer = render(request, "accounts/single_sign_on/leading_on.html", context)
    answer["Refresh"] = f"0; url={address}"
    return answer


@require_safe
@never_cache
def come_back(request, provider_id):
    """Where a provider sends people back to: log in, link, or find out who that is."""
    provider = find_provider(request, provider_id)
    if provider is None:
        return _not_offered(request, provider)
    try:
        identity, state = receive(provider)
        if state["process"] == LINK:
            return _link(request, provider, identity, state)
        if request.user.is_authenticated:  # in another tab, meanwhile
            messages.info(request, _("You are logged in already."))
            return redirect(state.get("next") or "my_learning")
        if row := find_link(provider, identity):
            note_used(row)
            record_authentication(request, row.user, "socialaccount", provider=provider.sub_id)
            return perform_login(request, row.user, redirect_url=state.get("next"))
        return _receive_stranger(request, provider, identity, state.get("next", ""))
    except Failed as failed:
        return _failed(request, provider, failed.failure)


def _link(request, provider, identity, state):
    """Link an Identity with who is signed in and asked for it. Raises Failed."""
    if not request.user.is_authenticated or request.user.pk != state["person"]:
        raise Failed(Failure.OTHER_PERSON)
    if not identity.is_confirmed or not identity.email:
        raise Failed(Failure.NOT_CONFIRMED)
    link(request.user, provider.sub_id, identity.subject)
    words = _("From now on you can log in with %(provider)s.")
    messages.success(request, words % {"provider": provider.name})
    return redirect(PAGE)


def _receive_stranger(request, provider, identity, wanted):
    """Lead an Identity that is linked with nobody to its account, or to a new one. Raises Failed.

    An address that has an account does not prove that account: its owner logs in once as before.
    """
    if not identity.email:
        raise Failed(Failure.NO_ADDRESS)
    if not identity.is_confirmed:
        raise Failed(Failure.NOT_CONFIRMED)
    has_account = account_of(identity.email) is not None
    keep_arrival(request, provider, identity, wanted=wanted, has_account=has_account)
    if has_account:
        return _ask_to_prove(wanted)
    return redirect("account_first_sign_in")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first_sign_in(request):
    """Ask whoever comes from a provider for the first time for their name; open the account."""
    arrival = read_arrival(request)
    if arrival is None or request.user.is_authenticated:
        return redirect("my_learning" if request.user.is_authenticated else "account_login")
    names = {"first_name": arrival.first_name, "last_name": arrival.last_name}
    form = NameFields(request.POST if request.method == "POST" else None, initial=names)
    goal = goal_at(arrival.wanted)
    if request.method == "POST" and form.is_valid():
        try:
            person = open_account_of(request, arrival, **form.cleaned_data)
        except LinkRefused:  # the address has got an account meanwhile
            return _ask_to_prove(arrival.wanted)
        record_authentication(request, person, "socialaccount", provider=arrival.provider)
        return begin_account(request, person, goal)
    context = {"form": form, "arrival": arrival, "goal": goal}
    return render(request, "accounts/single_sign_on/first.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove_link(request, pk):
    """Ask whether to unlink an account elsewhere; on POST do it, unless it is the last way in."""
    found = next((each for each in links_of(request.user) if each.pk == pk), None)
    if found is None:
        messages.info(request, _("It is not there any more. The page shows what you have."))
        return redirect(PAGE)
    if request.method != "POST":
        context = {"link": found, "may_go": has_other_way(request.user, pk)}
        return render(request, "accounts/single_sign_on/remove.html", context)
    here = reverse("account_unlink", args=[pk])
    if _has_to_prove(request):
        return _ask_again(here)
    try:
        unlink(request.user, pk)
    except LastWayIn:
        return redirect(here)
    words = _("%(provider)s no longer opens your account.")
    messages.success(request, words % {"provider": found.name})
    return redirect(PAGE)


def _has_to_prove(request):
    """Whether to ask who it is: not some minutes after the log-in, as before a second factor."""
    return is_reauthentication_required(request, app="allauth.mfa")


def _ask_again(page):
    return redirect(reverse("account_reauthenticate", query={REDIRECT_FIELD_NAME: page}))


def _ask_to_prove(wanted):
    query = {REDIRECT_FIELD_NAME: wanted} if wanted else {}
    return redirect(reverse("account_login", query=query))


def _not_offered(request, provider):
    """Lead who follows a link to a provider to where its button is, or what there is instead."""
    if provider is None:
        messages.info(request, _("This way to log in is not offered here. Choose another one."))
    return redirect(PAGE if request.user.is_authenticated else "account_login")


def _failed(request, provider, failure):
    """The page that says why nobody was logged in, and how to go on."""
    context = {
        "words": failure.label % {"provider": provider.name},
        "provider": provider,
        "may_try_again": failure not in (Failure.NO_ADDRESS, Failure.NOT_CONFIRMED, Failure.TAKEN),
    }
    page = "accounts/single_sign_on/failed.html"
    return render(request, page, context, status=HTTPStatus.BAD_REQUEST)
