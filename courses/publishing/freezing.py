"""Quizzes frozen into versions."""


def freeze_quizzes(touched):
    """Freeze the live quizzes of these translation keys as the database holds them."""
