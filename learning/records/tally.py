"""Expressions that count the required activities a learner has completed."""

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from learning.outline import Activity


def done_among(activities, **conditions):
    """An SQL expression for rows with a `learner`: how many of `activities` that learner completed.

    `activities` is a queryset, which may refer to the row; `conditions` are further ones.
    """
    done = activities.filter(completions__learner=OuterRef("learner"), **conditions)
    counted = done.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def done_by_few(activities, learners, **conditions):
    """As `done_among`, where only the few of the queryset `learners` can have such completions.

    Those of all others are not looked at.
    """
    return Case(When(learner__in=learners, then=done_among(activities, **conditions)), default=0)


def done_in_module():
    """An SQL expression for rows with a `learner` and a `module`: how much of it is completed.

    It counts required activities: those of now, of a retired module those of when it was retired.
    """
    in_module = Activity.objects.on_record().filter(module=OuterRef("module"))
    return done_among(in_module.required())
