from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Training")

    def ready(self):
        from accounts.goals import declare_goals, declare_offer, declare_starts
        from accounts.looking import declare_screens
        from accounts.personal_data import declare_words
        from assessments.models import QuizRules
        from content import receivers
        from content.editions.moments import declare_moments
        from content.gaps.registry import declare_gaps
        from content.reading.readers import Everyone, declare_readers
        from courses import (  # noqa: F401 -- they register
            activity_checks,
            format_checks,
            looked_at,
            models,
        )
        from courses.checks_in_words import check_answers_in_words, checks_in_words
        from courses.goals import goal_in_training, modules_to_start, track_for
        from courses.mails import LEARNERS_MAILS
        from courses.pages.activity import activity_page_types
        from courses.publishing import readiness
        from courses.publishing.deletion import refuse_deletion
        from courses.publishing.following import changed_pages
        from courses.publishing.lessons_done import ANSWERING, WATCHING
        from courses.readers import ActivityReaders, ModuleReaders
        from courses.syllabus import opening_moments
        from learning.activity_type import register_type
        from learning.choices import CompletionRule
        from learning.models import Activity, Module, Track
        from learning.records.earning import earned_by
        from notices.kinds import declare_kinds

        for page_type in activity_page_types():
            register_type(page_type.activity_type)
        earned_by(CompletionRule.VIDEO, WATCHING)
        earned_by(CompletionRule.CHECKS, ANSWERING)
        declare_readers(
            Everyone(), models.TrainingIndexPage, models.TrackPage, models.CaseStudyIndexPage
        )
        declare_readers(ModuleReaders(), models.ModulePage)
        declare_readers(ActivityReaders(), *activity_page_types())
        declare_gaps(readiness.case_study_gaps, models.CaseStudyPage)
        declare_gaps(readiness.lesson_gaps, models.LessonPage)
        declare_gaps(readiness.quiz_gaps, models.QuizPage)
        declare_gaps(readiness.module_gaps, models.ModulePage, looks_around=True)
        declare_moments(opening_moments)
        declare_kinds(*LEARNERS_MAILS)
        declare_words(
            {
                "assessments.CheckResponse.question_id": checks_in_words,
                "assessments.CheckResponse.answer": check_answers_in_words,
            }
        )
        declare_screens(looked_at)
        declare_goals(goal_in_training)
        declare_offer(track_for)
        declare_starts(modules_to_start)
        receivers.declare_follower(changed_pages)
        receivers.declare_deletion_check(refuse_deletion)
        # `sync_outline` writes these in bulk, which sends nothing, and renews by itself.
        receivers.declare_shown(Track, Module, Activity, QuizRules)
