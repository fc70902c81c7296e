"""What learners say of a module: three questions when it is completed, two months later."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from courses.screens.opinion import AfterwardsForm, OpinionForm
from learning.models import Module
from learning.records.opinion import decline_opinion, give_opinion, tell_afterwards

ANSWERED = gettext_lazy(
    "This was not kept: you answered these questions before, or did not want to be asked."
)


def completed_module(request, key):
    """The module of `key`, or Http404 where the person has not completed it."""
    module = get_object_or_404(Module.objects.select_related("track"), key=key)
    if not request.user.enrolments.filter(module=module, completed_at__isnull=False).exists():
        raise Http404
    return module


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def module_opinion(request, key):
    """The three questions by themselves; the page of the module asks them too."""
    module = completed_module(request, key)
    if "decline" in request.POST:
        decline_opinion(learner=request.user, module=module)
        messages.success(request, _("You will not be asked about this module again."))
        return redirect(after(module))
    return ask(request, module, OpinionForm(sent(request)), give_opinion)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def module_afterwards(request, key):
    """The two questions of months later, to which a mail leads."""
    module = completed_module(request, key)
    return ask(request, module, AfterwardsForm(sent(request)), tell_afterwards)


def sent(request):
    """What was sent with the form; None before."""
    return request.POST if request.method == "POST" else None


def ask(request, module, form, keep):
    """The page with the `form`, or, with what it was sent, the way on after `keep` has kept it.

    `keep` returns False where there was an answer before.
    """
    if form.is_valid():
        if keep(learner=request.user, module=module, **form.cleaned_data):
            messages.success(request, _("Thank you. The people who make the module read it."))
        else:
            messages.warning(request, ANSWERED)
        return redirect(after(module))
    status = 422 if form.is_bound else 200
    context = {"module": module, "form": form}
    return render(request, "pages/opinion.html", context, status=status)


def after(module):
    """Where to go on: to the module, or to My learning where it is gone."""
    return module.url or reverse("my_learning")
