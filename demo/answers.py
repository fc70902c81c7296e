"""Answers to quizzes, for learners of the demo."""


def answers_for(attempt, share, rng):
    """Answers to the questions of `attempt` that give `share` of the points or a little more."""
    questions = [asked.question for asked in attempt.asked]
    rng.shuffle(questions)
    spare = attempt.max_points * (1 - share)
    answers = {}
    for question in questions:
        is_wrong = question.points <= spare
        spare -= question.points if is_wrong else 0
        answers[question.id] = question.wrong_answer() if is_wrong else question.right_answer()
    return answers
