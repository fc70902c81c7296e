"""Enrolling in a module and withdrawing from it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from courses.views.leading import way_to
from courses.views.not_offered import not_offered
from learning.actor import Actor
from learning.derived.standing import read_standing
from learning.models import Module
from learning.records.enrolment import EnrolmentClosed, NotEnrolled, enrol, withdraw


def find_module(key):
    """The module of `key`, offered or not, or Http404."""
    return get_object_or_404(Module.objects.select_related("track"), key=key)


@signed_in
@require_http_methods(["GET", "POST"])
def module_enrol(request, key):
    """Enrol, and lead to the module. A GET, as after logging in, leads there without enrolling."""
    module = find_module(key)
    if not module.is_offered:
        return not_offered(request, key)
    if request.method == "POST":
        enrol_in_words(request, module)
    return redirect(way_to(module))


def enrol_in_words(request, module):
    """Enrol whoever is signed in, and say what came of it in a message; return whether it did."""
    try:
        enrolment = enrol(learner=request.user, module=module, actor=Actor.person(request.user))
    except EnrolmentClosed as refusal:
        messages.error(request, refusal.access.words)
        return False
    if not enrolment.completed_at:
        messages.success(request, _("You are enrolled. Everything you do here is kept."))
    return True


@signed_in
@require_http_methods(["GET", "POST"])
def module_withdraw(request, key):
    """Ask whether to withdraw; on POST, withdraw."""
    module = find_module(key)
    if not module.is_offered:
        return not_offered(request, key)
    if request.method == "GET":
        standing = read_standing(request.user, module)
        if not standing.is_enrolled:
            return redirect(way_to(module))
        return render(request, "pages/withdraw.html", {"standing": standing, "module": module})
    try:
        withdraw(learner=request.user, module=module, actor=Actor.person(request.user))
    except NotEnrolled:
        messages.error(request, _("You are not enrolled in this module."))
    else:
        messages.success(
            request, _("You have withdrawn. What you completed is kept if you come back.")
        )
    return redirect(way_to(module))
