"""Answers as forms send them."""

from courses.screens.asking import fingerprint


def read_form(attempt, data):
    """`Parsed` by question id for the questions of `attempt` that the form changed.

    `data`: the QueryDict sent. A question is in the form when its `was-…` field is; it was changed
    when its answer differs from the one that the form had shown.
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
    """The ids in the form that the attempt does not ask."""
    sent = {name.removeprefix("was-") for name in data if name.startswith("was-")}
    return sent - {asked.question.id for asked in attempt.asked}
