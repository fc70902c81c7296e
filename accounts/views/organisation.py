"""Where a person works."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.alike import find_alike
from accounts.forms import ANOTHER, OrganisationForm
from accounts.goals import offer_to
from accounts.models import OrganisationKind
from accounts.onward import onward_of
from accounts.organisation import (
    AlikeError,
    CountryNeededError,
    choose_organisation,
    join_organisation,
    suggest_organisations,
)
from accounts.representing import representation_of
from accounts.views.signed_in import signed_in
from text.numbers import key_in


@signed_in
def organisation(request):
    """The form that asks where a person works: second step of signing up, and later a change."""
    onward = onward_of(request) or reverse("account_profile")
    initial = request.user.organisation
    form = OrganisationForm(request.POST or None, initial=_initial(initial))
    if request.method == "POST" and (joined := _join(request, form)):
        messages.success(request, _saved(joined, offer_to(request.user)))
        return HttpResponseRedirect(onward)
    context = {"form": form, "next": onward, "is_first_time": initial is None}
    if initial and (standing := representation_of(request.user)):
        context["represented"] = standing.organisation
    return render(request, "accounts/organisation.html", context)


def _join(request, form):
    """The Organisation that the person joined; None where the `form` has something to ask."""
    person, chosen = request.user, request.POST.get("chosen", "")
    pk = key_in(chosen)
    if pk is not None and (joined := choose_organisation(person=person, pk=pk)):
        return joined
    if not form.is_valid():
        return None
    try:
        is_another = chosen == ANOTHER
        return join_organisation(person=person, is_another=is_another, **form.cleaned_data)
    except AlikeError as error:
        form.ask_about(error.found)
    except CountryNeededError:
        if is_another:
            form.ask_about(find_alike(name=form.cleaned_data["name"]), is_answered=True)
        message = _("We do not know this organisation yet. In which country is it?")
        form.add_error("country", message)
    return None


@require_safe
@signed_in
def organisation_suggestions(request):
    """Organisations whose name holds `q`, of the type `kind`, as JSON."""
    kind = request.GET.get("kind", "")
    found = suggest_organisations(
        text=request.GET.get("q", "")[:200],
        kind=kind if kind in OrganisationKind.values else "",
    )
    names = [
        {"name": each.name, "place": ", ".join(filter(None, [each.city, _country(each)]))}
        for each in found
    ]
    return JsonResponse({"organisations": names})


def _saved(organisation, offer):
    """That it is saved, with a link to the Goal that is offered for it, if any."""
    text = _("Your organisation is saved: %(name)s.") % {"name": organisation}
    if offer is None:
        return text
    link = format_html('<a href="{}"><bdi>{}</bdi></a>', offer.url, offer.title)
    return format_html("{} {} {}", text, _("The track for you:"), link)


def _country(organisation):
    return str(organisation.get_country_display()) if organisation.country else ""


def _initial(organisation):
    if organisation is None:
        return {}
    return {name: getattr(organisation, name) for name in ("kind", "name", "country")}
