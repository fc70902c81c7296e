"""Right and wrong answers to questions, for learners of the demo."""

from assessments.formats.choice import MultipleChoice, SingleChoice
from assessments.formats.matching import Matching
from assessments.formats.ordering import Ordering
from assessments.formats.text import Numeric


def right_answer(question):
    """The answer that gives all points."""
    match question:
        case MultipleChoice():
            return [option.id for option in question.options if option.is_correct]
        case SingleChoice():
            return next(option.id for option in question.options if option.is_correct)
        case Matching():
            return {pair.id: pair.id for pair in question.pairs}
        case Ordering():
            return {item.id: n for n, item in enumerate(question.items, 1)}
        case Numeric():
            return next(answer.value for answer in question.answers if answer.is_correct)
    return next(answer.text for answer in question.answers if answer.is_correct)


def wrong_answer(question):
    """An answer as a learner might give it who did not read the lesson well."""
    match question:
        case MultipleChoice():
            return [o.id for o in question.options if not o.is_correct][:1]
        case SingleChoice():
            return next(option.id for option in question.options if not option.is_correct)
        case Matching():
            ids = [pair.id for pair in question.pairs]
            return dict(zip(ids, ids[1:] + ids[:1], strict=True))
        case Ordering():
            # Turned by one, so that no item keeps its place.
            return {item.id: n for n, item in enumerate(question.items, 0)} | {
                question.items[0].id: len(question.items)
            }
        case Numeric():
            return next((a.value for a in question.answers if not a.is_correct), "1")
    return next((a.text for a in question.answers if not a.is_correct), "I do not know")


def answers_for(quiz, share, rng):
    """Answers to the questions of `quiz` that give `share` of the points or a little more."""
    questions = list(quiz.questions)
    rng.shuffle(questions)
    spare = quiz.max_points * (1 - share)
    answers = {}
    for question in questions:
        is_wrong = question.points <= spare
        spare -= question.points if is_wrong else 0
        answers[question.id] = wrong_answer(question) if is_wrong else right_answer(question)
    return answers
