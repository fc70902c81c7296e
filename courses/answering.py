"""Reading what the form of a quiz sent."""

from courses.screens.asking import fingerprint


def read_form(attempt, data):
    """{question id: Parsed} for the questions of `attempt` whose answer the form changed.

    `data` is the QueryDict sent. A question is in the form if its field `was-…` is. It was changed
    if its answer differs from the one that the form had shown.
    """
    parsed = {}
    for asked in attempt.asked:
        question = asked.question
        shown = data.get(f"was-{question.id}")
        if shown is None:
            continue
        answer = question.parse(data)
        if fingerprint(answer.answer) != shown:
            parsed[question.id] = answer
    return parsed


def unknown_questions(attempt, data):
    """The ids of questions that the form sent and the attempt does not ask, as a set."""
    sent = {name.removeprefix("was-") for name in data if name.startswith("was-")}
    return sent - {asked.question.id for asked in attempt.asked}
