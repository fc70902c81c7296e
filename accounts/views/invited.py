"""The page behind the link of an invitation: one button that accepts it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import StartForm
from accounts.invitation_mail import goal_of, host_of, offered_by
from accounts.inviting import (
    InvitationRefusal,
    InvitationRefused,
    accept,
    has_ended,
    read_invitation,
)
from accounts.signup import account_of
from accounts.views.start import begin_account


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1")
@never_cache
def invited(request, token):
    """Say to what one is invited, with the button; on POST accept it and go on.

    A GET changes nothing: programs that look for bad mails follow links too. Who has an account
    accepts when logged in with it. Nobody accepts what was sent to another address.
    """
    try:
        invitation = read_invitation(token)
        account = account_of(invitation.email)
        if account and not account.is_active:
            raise InvitationRefused(InvitationRefusal.OFF)
        if request.user.is_authenticated and request.user != account:
            context = {"email": invitation.email, "has_account": account is not None}
            return render(request, "accounts/invited_other_account.html", context, status=403)
        if request.user.is_authenticated or not account:
            return _ask(request, token, invitation, account)
        return _show(request, invitation)
    except InvitationRefused as refusal:
        return _refuse(request, refusal)


def _ask(request, token, invitation, account):
    """The page with the button, or what comes after it. Raises InvitationRefused."""
    entered = request.POST if request.method == "POST" else None
    form = None if account else StartForm(entered, pending=invitation)
    if entered is None or (form and not form.is_valid()):
        return _show(request, invitation, form)
    password = form.cleaned_data["password1"] if form else ""
    invitation, person = accept(token=token, person=account, password=password)
    goal = goal_of(invitation)
    if account:
        request.user.refresh_from_db()
        messages.success(request, _("You have accepted the invitation."))
        return redirect(goal.begin(request) or goal.url)
    return begin_account(request, person, goal)


def _show(request, invitation, form=None):
    context = {
        "invitation": invitation,
        "host": host_of(invitation),
        "offered": offered_by(invitation),
        "left": _left(request.user, invitation),
        "ended": invitation.role_name if invitation.role and has_ended(invitation) else "",
        "form": form,
    }
    return render(request, "accounts/invited.html", context)


def _left(person, invitation):
    """The organisation that `person`, who may be nobody, leaves by accepting; None for none."""
    own = person.organisation if person.is_authenticated else None
    return own if own and invitation.organisation not in (None, own) else None


def _refuse(request, refusal):
    """The page that says why the link lets nobody in; who has used it already is led on."""
    invitation = refusal.invitation
    if invitation and request.user.is_authenticated and invitation.accepted_by == request.user:
        return redirect(goal_of(invitation).url)
    return render(request, "accounts/invited_refused.html", {"refusal": refusal}, status=410)
