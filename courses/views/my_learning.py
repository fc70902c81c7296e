"""What a learner has begun and finished."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.overview import learner_overview


@login_required
@require_safe
def my_learning(request):
    """What to do next first, then everything begun and finished."""
    return render(request, "pages/my_learning.html", {"overview": learner_overview(request.user)})
