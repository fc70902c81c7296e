"""What learners are asked and what they answer."""

from assessments.allowance import Allowance
from assessments.attempt import Attempt
from assessments.check import CheckResponse
from assessments.correction import Correction
from assessments.passing import Pass
from assessments.quiz_rules import QuizRules
from assessments.response import Response
from assessments.version import QuizVersion

__all__ = [
    "Allowance",
    "Attempt",
    "CheckResponse",
    "Correction",
    "Pass",
    "QuizRules",
    "QuizVersion",
    "Response",
]
