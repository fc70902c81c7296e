"""What a learner has begun and finished."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from courses.routing import catalogue_url
from courses.screens.decisions import read_decisions
from courses.screens.record import read_record
from courses.screens.results import read_results
from courses.syllabus import syllabuses_of
from learning.derived.limits import Limits
from learning.models import Track
from learning.overview import learner_overview


@never_cache
@signed_in
@require_safe
def my_learning(request):
    """What to do next first, then everything begun and finished."""
    query = request.META["QUERY_STRING"]  # the links to other languages repeat it
    limits = Limits(request.user)
    overview = learner_overview(request.user, syllabuses_of, limits)
    context = {
        "overview": overview,
        "results": read_results(request.user, limits),
        "decisions": read_decisions(request.user) if overview.was_decided else (),
        "catalogue_url": catalogue_url(),
        "tracks": Track.objects.offered(),
        "frame": "" if query else "frame-my-learning",
    }
    return render(request, "pages/my_learning.html", context)


@never_cache
@signed_in
@require_safe
def my_record(request):
    """What was completed, on a page to be printed."""
    context = {
        "record": read_record(request.user),
        "is_printed": request.GET.get("print") == "1",
    }
    return render(request, "pages/record.html", context)
