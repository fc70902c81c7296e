"""Quizzes frozen into the versions that attempts keep, and their rules."""

import logging

from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from accounts.languages import SOURCE_LANGUAGE
from assessments.definition import UNREADABLE
from assessments.models import QuizVersion
from assessments.passing import publish_rules
from assessments.version import freeze_version
from content.editions.edition import renew_edition
from courses.models import QuizPage
from courses.reading import read_quiz, read_rules
from learning.actor import Actor
from learning.models import Activity

logger = logging.getLogger(__name__)


def freeze_quizzes(keys=None, write=True, actor=None):
    """Freeze the live quizzes as the database holds them; return what differed as sentences.

    `keys`: the translation keys to look at, `None` for all. An alias shows another page's
    questions and needs no version. A language in which the quiz is no longer live has no current
    version, so that nobody begins an attempt at it. One whose questions cannot be read is logged,
    and keeps the versions that it has. Where other rules hold than before, everyone who meets them
    passes; `actor`: who has the quizzes follow, if not whoever publishes.
    """
    actor = actor or Actor.publishing(get_active_log_context().user)
    pages = QuizPage.objects.live().filter(alias_of=None).select_related("locale")
    current = QuizVersion.objects.filter(is_current=True).select_related("activity")
    activities = Activity.objects.select_related("quiz_rules")
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
        current = current.filter(activity__key__in=keys)
        activities = activities.filter(key__in=keys)
    activities = {activity.key: activity for activity in activities}
    pages = [page for page in pages if page.translation_key in activities]
    pages.sort(key=_is_translation)  # the source first: translations hang on it
    differences = [
        *_follow_rules(pages, activities, write, actor),
        *_follow_questions(pages, activities, current, write),
    ]
    if write and differences:
        renew_edition()
    return differences


def _follow_rules(pages, activities, write, actor):
    """Write the rules that the English pages ask for, those of others where English has none."""
    for page in {page.translation_key: page for page in reversed(pages)}.values():
        activity, rules = activities[page.translation_key], read_rules(page)
        stored = getattr(activity, "quiz_rules", None)
        if stored and stored.values() == rules.values():
            continue
        yield _("Quiz “%(title)s” has other rules than its page says.") % {"title": page.title}
        if write:
            publish_rules(activity=activity, rules=rules, actor=actor)


def _follow_questions(pages, activities, current, write):
    """Freeze what is asked in each language; end the versions that are asked no longer."""
    current = {(version.activity.key, version.language): version for version in current}
    sources = {}
    for page in pages:
        place = (page.translation_key, page.locale.language_code)
        version = current.pop(place, None)
        definition = _read(page, sources)
        if definition is None or (version and version.digest == definition.digest):
            continue
        yield (
            _("Quiz “%(title)s” (%(language)s) is not frozen as it is published.")
            % {"title": page.title, "language": place[1]}
        )
        if write:
            freeze_version(
                activity=activities[page.translation_key],
                language=place[1],
                definition=definition,
            )
    for version in current.values():
        yield (
            _("Quiz version %(version)s is current, but its page is not live.")
            % {"version": version}
        )
    if write:
        QuizVersion.objects.filter(pk__in=[version.pk for version in current.values()]).update(
            is_current=False
        )


def _read(page, sources):
    """The QuizDefinition of `page`; None where it, or what it translates, cannot be read.

    `sources`: {translation key: what this returned for the quiz in the source language}.
    """
    key, definition = page.translation_key, None
    if key not in sources or sources[key]:
        try:
            if page.questions.raw_text is not None:  # else it were a quiz without questions
                raise ValueError(page.questions.raw_text)
            definition = read_quiz(page, sources.get(key))
        except UNREADABLE:
            logger.exception("The questions of quiz %s cannot be read", page.pk)
    if not _is_translation(page):
        sources[key] = definition
    return definition


def _is_translation(page):
    return page.locale.language_code != SOURCE_LANGUAGE
