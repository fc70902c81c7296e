"""What a learner has begun and finished."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from courses.models import TrainingIndexPage
from courses.screens.results import read_results
from learning.models import Track
from learning.overview import learner_overview


@never_cache
@signed_in
@require_safe
def my_learning(request):
    """What to do next first, then everything begun and finished."""
    catalogue = TrainingIndexPage.objects.live().filter(locale__language_code=get_language())
    context = {
        "overview": learner_overview(request.user),
        "results": read_results(request.user),
        "catalogue": catalogue.first(),
        "tracks": Track.objects.active(),
    }
    return render(request, "pages/my_learning.html", context)
