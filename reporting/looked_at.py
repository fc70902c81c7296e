"""The screens of learners and their records, for the log of who looked."""

from django.utils.translation import gettext_lazy as _

from accounts.looking import Screen

BY_MODULE = Screen("completion_by_module", _("Completion by module"))
BY_TRACK = Screen("completion_by_track", _("Completion by track"))
MATRIX = Screen("learners_by_activity", _("Learners by activity"))
QUESTIONS = Screen("quizzes_by_question", _("Quizzes by question"))
OPINIONS = Screen("opinions", _("What learners say"))
LEARNER = Screen("learner", _("Learning record"))
QUIETEST = Screen("quietest", _("Learners who have gone quiet"))
