import pytest

from tests.factories.pages import LessonPageFactory, QuizPageFactory


@pytest.mark.django_db
def test_lesson_stands_below_module_track_and_training():
    lesson = LessonPageFactory(title="Read a challenge sheet")
    assert [page.specific_class.__name__ for page in lesson.get_ancestors()[1:]] == [
        "HomePage",
        "TrainingIndexPage",
        "TrackPage",
        "ModulePage",
    ]


@pytest.mark.django_db
def test_quiz_keeps_question_ids():
    quiz = QuizPageFactory()
    ids = [block.id for block in quiz.questions]
    quiz.refresh_from_db()
    assert [block.id for block in quiz.questions] == ids
