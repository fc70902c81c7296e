"""What learners are asked and what they answer."""

from assessments.attempt import Attempt
from assessments.check import CheckResponse
from assessments.response import Response
from assessments.version import QuizVersion

__all__ = ["Attempt", "CheckResponse", "QuizVersion", "Response"]
