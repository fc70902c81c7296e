"""What pages of the training lack before they can be published."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.layout import group_by_lesson
from content.gaps.gap import Gap
from content.gaps.registry import gaps_of_draft
from courses.formats import BLOCKS
from courses.reading import read_quiz
from learning.choices import CompletionRule
from learning.opening import Opening


def case_study_gaps(page):
    """The gaps of a CaseStudyPage."""
    if not page.body:
        yield Gap("body", _("The case study is empty. Tell what the buyer did."))


def lesson_gaps(page):
    """The gaps of a LessonPage, those of its check questions included."""
    kinds = {block.block_type for block in page.body}
    if not kinds:
        yield Gap("body", _("The lesson is empty. Write something to read, or add a video."))
    elif page.completion_rule == CompletionRule.CHECKS and not kinds & BLOCKS.keys():
        yield Gap(
            "completion_rule",
            _("The lesson has no check question to answer. Add one, or choose another rule."),
        )
    elif page.completion_rule == CompletionRule.VIDEO and "video" not in kinds:
        yield Gap(
            "completion_rule",
            _("The lesson has no video to watch. Add one, or choose another rule."),
        )
    yield from _gaps_of_questions(page.body, "body")


def quiz_gaps(page):
    """The gaps of a QuizPage."""
    if not page.questions:
        yield Gap("questions", _("The quiz has no questions yet."))
    yield from _gaps_of_questions(page.questions, "questions")
    if page.questions_per_lesson:
        yield from _gaps_of_drawing(page)


def _gaps_of_drawing(page):
    """Where the lessons of a quiz hold too few questions to draw from, or unequal ones."""
    asked = page.questions_per_lesson
    lessons = [block.value.get("lesson") for block in page.questions]
    titles = {str(lesson.translation_key): lesson.title for lesson in lessons if lesson}
    for key, group in group_by_lesson(read_quiz(page).questions).items():
        facts = {
            "lesson": titles.get(key, _("Questions without a lesson")),
            "count": len(group),
            "asked": asked,
        }
        if len(group) < asked:
            yield Gap(
                "questions_per_lesson",
                ngettext(
                    "“%(lesson)s”: %(asked)d are to be asked, "
                    "and there is only %(count)d question.",
                    "“%(lesson)s”: %(asked)d are to be asked, "
                    "and there are only %(count)d questions.",
                    len(group),
                )
                % facts,
            )
        elif len(group) > asked and len({question.points for question in group}) > 1:
            yield Gap(
                "questions_per_lesson",
                _(
                    "“%(lesson)s”: the questions give different points, "
                    "so one attempt may be worth more than another. Give them all the same."
                )
                % facts,
                is_warning=True,
            )


def _gaps_of_questions(stream, field):
    """The faults of all questions in a stream, each at its block."""
    for place, block in enumerate(stream):
        if block.block_type in BLOCKS:
            for fault in block.block.find_faults(block.value):
                yield Gap(field, fault, place, block.block.label)


def module_gaps(page):
    """The gaps of a ModulePage."""
    if Opening(page.opens_at, page.closes_at).is_empty:
        yield Gap("closes_at", _("The module closes before it opens."))
    if circle := _circle(page):
        yield Gap(
            "prerequisites",
            _("“%(module)s” comes before this module and after it. Take one of the two away.")
            % {"module": circle.title},
        )
    if not page.pk or not page.get_children().live().exists():
        yield Gap(
            "title",
            _("Nothing in the module is published yet."),
            is_warning=True,
        )
    if page.pk and (titles := _unready(page)):
        yield Gap(
            "title",
            _("Not ready to be published yet: %(titles)s.") % {"titles": ", ".join(titles)},
            is_warning=True,
        )


def _unready(module):
    """The titles of the pages in `module` that are not live and lack something (1 query)."""
    drafts = module.get_children().filter(live=False).exclude(latest_revision=None)
    return [
        page.draft_title for page in drafts.select_related("latest_revision") if gaps_of_draft(page)
    ]


def _circle(page):
    """A prerequisite of `page` that `page` itself is to be completed before, if there is one."""
    for chosen in page.prerequisites.all():
        seen, ahead = set(), [chosen.module]
        while ahead:
            module = ahead.pop()
            if module.translation_key == page.translation_key:
                return chosen.module
            if module.pk not in seen:
                seen.add(module.pk)
                ahead += [link.module for link in module.prerequisites.select_related("module")]
    return None
