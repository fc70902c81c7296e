"""Marking: points for answers. Pure; each format knows its own rule."""


def mark(question, answer):
    """The `Mark` of `answer` (as parsed; None when not given) to `question`."""
    return question.mark(answer)
