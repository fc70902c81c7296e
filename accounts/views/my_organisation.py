"""The organisation that one works for: what it is, and, for who represents it, its people."""

from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import INVITATIONS, may_send
from accounts.linking import links_of
from accounts.looked_at import MY_ORGANISATION
from accounts.looking import log_list
from accounts.models import Organisation, Representative, User
from accounts.organisation_forms import ColleagueForm, ProfileForm
from accounts.reckoned import hold_links
from accounts.representing import (
    ColleagueNotInvited,
    NotInvited,
    claim,
    claim_of,
    end,
    invite_colleague,
    may_begin_at_once,
    open_invitations,
    remove_colleague,
    representation_of,
    share,
    withdraw,
)
from accounts.views.signed_in import signed_in

PEOPLE_AT_ONCE = 50


@dataclass(frozen=True)
class Colleague:
    """Somebody of an organisation, for the list of its people."""

    person: User
    is_oneself: bool
    represents: bool

    @property
    def words(self):
        """That the person represents it; empty where not."""
        if not self.represents:
            return ""
        return _("You represent it.") if self.is_oneself else _("Represents it too.")


def representing(view):
    """Decorate a `view` of who represents an organisation; it gets the Representative.

    Others are told what that is and how they come to it. Where the view finds no longer what it is
    about, after a second click or in an old tab, the page of the organisation says so.
    """

    @wraps(view)
    @signed_in
    def wrapped(request, *args, **kwargs):
        standing = representation_of(request.user)
        if standing is None:
            if request.method == "POST":
                words = _("Nothing was changed: you do not represent this organisation now.")
                messages.info(request, words)
            return _explain(request, status=HTTPStatus.FORBIDDEN)
        try:
            return view(request, standing, *args, **kwargs)
        except Http404:
            messages.info(
                request,
                _("That is done already, or not possible any more. This is how things are now."),
            )
            return _show(request, standing, status=HTTPStatus.NOT_FOUND)

    return wrapped


@require_safe
@signed_in
def my_organisation(request):
    """The organisation, with its people for who represents it; else how one comes to that."""
    standing = representation_of(request.user)
    return _show(request, standing) if standing else _explain(request)


def _show(request, standing, status=HTTPStatus.OK):
    """The page of the organisation for who represents it; that is logged."""
    organisation = standing.organisation
    people = organisation.people.filter(erased_at=None).order_by("sorted_by", "pk")
    page = Paginator(people, PEOPLE_AT_ONCE).get_page(request.GET.get("page"))
    representing_it = set(organisation.representatives.standing().values_list("person", flat=True))
    context = {
        "organisation": organisation,
        "standing": standing,
        "links": links_of(organisation),
        "page_obj": page,
        "colleagues": [
            Colleague(each, each == request.user, each.pk in representing_it) for each in page
        ],
        "invitations": open_invitations(organisation),
    }
    log_list(MY_ORGANISATION, by=request.user, count=page.paginator.count)
    return render(request, "accounts/my_organisation.html", context, status=status)


def _explain(request, status=HTTPStatus.OK):
    """The page for who represents nobody: what that is, and the way to it."""
    organisation = request.user.organisation
    context = {"organisation": organisation}
    if organisation:
        context |= {"waiting": claim_of(request.user), "prospect": _prospect(request.user)}
    return render(request, "accounts/my_organisation_none.html", context, status=status)


def _prospect(person):
    """What becomes of it when `person` asks to represent the own organisation."""
    if person.organisation.representatives.standing().exists():
        return _(
            "It is represented already. You can ask all the same: whoever runs the programme "
            "decides. Or let the colleague who represents it add you."
        )
    if may_begin_at_once(person, person.organisation):
        return _("Your email address belongs to this organisation, so you can begin at once.")
    return _(
        "Nobody represents it yet. Whoever runs the programme looks at it first, and we "
        "write to you."
    )


@require_POST
@signed_in
def claim_organisation(request):
    """Let the person represent the own organisation, or ask the managers."""
    made = claim(person=request.user)
    if made is None:
        messages.info(request, _("First say where you work."))
        return redirect("account_organisation")
    name = {"name": f"\u2068{made.organisation}\u2069"}
    if made.since:
        messages.success(request, _("You represent %(name)s now.") % name)
    else:
        text = _("We have got it. Whoever runs the programme decides, and we write to you.")
        messages.success(request, text)
    return redirect("my_organisation")


@signed_in
def give_up(request):
    """Ask whether one no longer wants to represent it, or wait for that; on POST end it."""
    row = representation_of(request.user) or claim_of(request.user)
    if row is None:
        return redirect("my_organisation")
    if request.method == "POST":
        end(representative=row, by=request.user)
        messages.success(request, _("Done: you do not represent %(name)s.") % _names(row))
        return redirect("my_organisation")
    standing = row.organisation.representatives.standing()
    is_last = bool(row.since) and not standing.exclude(pk=row.pk).exists()
    context = {"row": row, "organisation": row.organisation, "is_last": is_last}
    return render(request, "accounts/my_organisation_give_up.html", context)


@representing
def organisation_profile(request, standing):
    """The form for what the organisation says of itself."""
    with transaction.atomic():
        organisation = standing.organisation
        if request.method == "POST":
            hold_links()
            organisation = Organisation.objects.lock_current(organisation.pk)
        form = ProfileForm(request.POST or None, instance=organisation)
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, _("The profile is saved."))
            return redirect("my_organisation")
    context = {"form": form, "organisation": standing.organisation}
    return render(request, "accounts/my_organisation_profile.html", context)


@representing
def invite_to_organisation(request, standing):
    """The form that invites a colleague."""
    form = ColleagueForm(request.POST or None, initial={"preferred_language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            if not may_send(request, INVITATIONS, form.cleaned_data["email"]):
                raise ColleagueNotInvited(NotInvited.TOO_OFTEN)
            invitation = invite_colleague(representative=standing, **form.cleaned_data)
        except ColleagueNotInvited as refusal:
            form.add_error("email", refusal.reason.label)
        else:
            text = _("The invitation to %(email)s leaves within a minute.")
            messages.success(request, text % {"email": invitation.email})
            return redirect("my_organisation")
    context = {"form": form, "organisation": standing.organisation}
    return render(request, "accounts/my_organisation_invite.html", context)


@require_POST
@representing
def withdraw_from_organisation(request, standing, pk):
    """Withdraw an invitation into the organisation. Raises Http404 where there is none."""
    if not withdraw(representative=standing, pk=pk):
        raise Http404
    messages.success(request, _("The invitation is withdrawn: its link lets nobody in."))
    return redirect("my_organisation")


@representing
def remove_from_organisation(request, standing, pk):
    """Ask whether to take a colleague out of the organisation; on POST do it."""
    colleague = _colleague(standing, pk)
    if request.method == "POST":
        if remove_colleague(representative=standing, colleague=colleague):
            text = _("%(name)s is no longer in your organisation, and is told by email.")
            messages.success(request, text % {"name": f"\u2068{colleague}\u2069"})
        else:
            messages.error(request, _nothing_changed())
        return redirect("my_organisation")
    context = {"colleague": colleague, "organisation": standing.organisation}
    return render(request, "accounts/my_organisation_remove.html", context)


@representing
def hand_on(request, standing, pk):
    """Ask whether a colleague shall represent the organisation too, or instead; on POST do it."""
    colleague = _colleague(standing, pk)
    if request.method == "POST":
        keeps = "instead" not in request.POST
        if share(representative=standing, colleague=colleague, keeps=keeps):
            text = _("%(name)s represents your organisation now, and is told by email.")
            messages.success(request, text % {"name": f"\u2068{colleague}\u2069"})
        else:
            messages.error(request, _nothing_changed())
        return redirect("my_organisation")
    context = {"colleague": colleague, "organisation": standing.organisation}
    return render(request, "accounts/my_organisation_hand_on.html", context)


def _colleague(standing, pk):
    """The User of that key in the organisation who does not represent it. Raises Http404."""
    people = standing.organisation.people.filter(erased_at=None, is_active=True)
    representing_it = Representative.objects.standing().filter(organisation=standing.organisation)
    return get_object_or_404(people.exclude(pk__in=representing_it.values("person")), pk=pk)


def _names(row):
    return {"name": f"\u2068{row.organisation}\u2069"}


def _nothing_changed():
    return _("Nothing was changed: one of you is no longer in the organisation.")
