"""What a message is about: a page or a question that its sender has before them."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from assessments.attempt import Attempt
from assessments.definition import UnreadableQuiz
from content.reading.pages import can_read
from courses.body import parts_of
from courses.models import LessonPage
from courses.reading import read_checks

LONGEST_PROMPT = 150


@dataclass(frozen=True)
class Place:
    """A page, or a question in one.

    `key`: of the page in all languages; `url`: the way back there.
    """

    key: UUID
    title: str
    url: str
    question_id: str = ""


def find_place(user, query):
    """The Place that `query`, the parameters of an address, names; else None.

    None too where `user` may not read it now, or it is not published: so nobody learns a title by
    trying ids. Parameters: `about`, the key of a page, or `attempt`, the number of one's own
    attempt; and with either `question`, the id of one in there.
    """
    question_id = query.get("question", "")
    if "attempt" in query:
        return _place_in_attempt(user, query["attempt"], question_id)
    try:
        key = UUID(query.get("about", ""))
    except ValueError:
        return None
    return _place_on_page(user, key, question_id)


def _place_on_page(user, key, question_id):
    pages = Page.objects.live().public().filter(translation_key=key)
    page = pages.filter(locale__language_code=get_language()).first()
    if page is None or not can_read(user, page):
        return None
    page = page.specific
    place = Place(key=key, title=page.title, url=page.url)
    if question_id and isinstance(page, LessonPage):
        for part in parts_of(page.body):
            if part.is_check and part.id == question_id:
                [question] = read_checks(page, [part])
                return _at_question(place, question)
    return place


def _place_in_attempt(user, number, question_id):
    if not (user.is_authenticated and number.isdecimal() and len(number) < 19):
        return None
    own = Attempt.objects.filter(pk=number, learner=user).select_related("activity", "version")
    if (attempt := own.first()) is None:
        return None
    activity = attempt.activity
    place = Place(key=activity.key, title=activity.title, url=reverse("attempt", args=[attempt.pk]))
    try:
        asked = {asked.question.id: asked.question for asked in attempt.asked}
    except UnreadableQuiz:
        return place
    return _at_question(place, asked[question_id]) if question_id in asked else place


def _at_question(place, question):
    prompt = Truncator(get_text_for_indexing(question.prompt)).chars(LONGEST_PROMPT)
    title = _("%(title)s: question “%(prompt)s”") % {"title": place.title, "prompt": prompt}
    return Place(key=place.key, title=title, url=place.url, question_id=question.id)
