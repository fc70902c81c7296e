"""What a person tells for the funder's statistics, and what they agree to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.consent import decide, decisions_of, given
from accounts.forms import ConsentsForm, StatisticsForm
from accounts.statistics import tell, told_by
from accounts.views.signed_in import signed_in


@signed_in
def statistics(request):
    """The form for what the funder counts, with one sentence why it is asked."""
    sent = request.POST if request.method == "POST" else None  # empty where nothing is chosen
    form = StatisticsForm(sent, initial=told_by(request.user))
    if form.is_valid():
        tell(request.user, **form.cleaned_data)
        messages.success(request, _("Your answers are saved. Thank you."))
        return redirect("account_statistics")
    return render(request, "accounts/statistics.html", {"form": form})


@signed_in
def consents(request):
    """The form with a box for each purpose, and every decision so far."""
    sent = request.POST if request.method == "POST" else None  # empty where nothing is ticked
    decisions = decisions_of(request.user)
    form = ConsentsForm(sent, initial=dict.fromkeys(given(decisions), True))
    if form.is_valid():
        decide(request.user, form.wanted)
        messages.success(request, _("Your consents are saved."))
        return redirect("account_consents")
    return render(request, "accounts/consents.html", {"form": form, "decisions": decisions})
