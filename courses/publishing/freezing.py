"""Quizzes frozen into the versions that attempts keep."""

from django.utils.translation import gettext as _

from assessments.models import QuizVersion
from assessments.version import freeze
from content.editions.edition import renew
from courses.models import QuizPage
from courses.reading import read_quiz
from learning.models import Activity


def freeze_quizzes(keys=None, write=True):
    """Freeze the live quizzes as the database holds them; return what differed as sentences.

    `keys`: the translation keys to look at, `None` for all. An alias shows another page's
    questions and needs no version. A language in which the quiz is no longer live has no current
    version, so that nobody begins an attempt at it.
    """
    pages = QuizPage.objects.live().filter(alias_of=None).select_related("locale")
    current = QuizVersion.objects.filter(is_current=True).select_related("activity")
    activities = Activity.objects.all()
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
        current = current.filter(activity__key__in=keys)
        activities = activities.filter(key__in=keys)
    activities = {activity.key: activity for activity in activities}
    current = {(version.activity.key, version.language): version for version in current}
    differences = []
    for page in pages:
        place = (page.translation_key, page.locale.language_code)
        definition, version = read_quiz(page), current.pop(place, None)
        if page.translation_key not in activities or (
            version and version.digest == definition.digest
        ):
            continue
        differences.append(
            _("Quiz “%(title)s” (%(language)s) is not frozen as it is published.")
            % {"title": page.title, "language": place[1]}
        )
        if write:
            freeze(
                activity=activities[page.translation_key],
                language=place[1],
                definition=definition,
            )
    for version in current.values():
        differences.append(
            _("Quiz version %(version)s is current, but its page is not live.")
            % {"version": version}
        )
    if write and differences:
        renew()
        QuizVersion.objects.filter(pk__in=[version.pk for version in current.values()]).update(
            is_current=False
        )
    return differences
