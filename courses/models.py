"""The page types of the training."""

from courses.pages.case_study import CaseStudyIndexPage, CaseStudyPage
from courses.pages.lesson import LessonPage
from courses.pages.module import ModulePage, ModulePrerequisite
from courses.pages.quiz import QuizPage
from courses.pages.training import TrackPage, TrainingIndexPage

__all__ = [
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "LessonPage",
    "ModulePage",
    "ModulePrerequisite",
    "QuizPage",
    "TrackPage",
    "TrainingIndexPage",
]
