"""A question of each kind, and what a browser sends for them."""

from django.urls import reverse

from tests.factories.quizzes import RIGHT_ANSWERS, question

ALL_KINDS = [question(kind) for kind in RIGHT_ANSWERS]
JSON = {"accept": "application/json"}


def address(name, attempt):
    return reverse(name, args=[attempt.pk])


def form_of(attempt, **answers):
    """What a browser sends for `answers` ({question id without "id-": value})."""
    data = {f"was-{asked.question.id}": "" for asked in attempt.asked}
    return data | {f"q-id-{key}": value for key, value in answers.items()}
