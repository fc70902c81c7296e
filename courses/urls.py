"""Addresses of the learner's actions, below a language."""

from django.urls import path

from courses.views.activity import activity_complete, activity_visit, activity_watch
from courses.views.attempt import (
    attempt,
    attempt_finish,
    attempt_result,
    attempt_save,
    attempt_start,
    attempt_submit,
    attempt_time,
)
from courses.views.check import check_answer
from courses.views.enrolment import module_enrol, module_withdraw
from courses.views.my_learning import my_learning, my_record
from courses.views.opinion import module_afterwards, module_opinion

urlpatterns = [
    path("my-learning/", my_learning, name="my_learning"),
    path("my-learning/completed/", my_record, name="my_record"),
    path("learn/modules/<uuid:key>/enrol/", module_enrol, name="module_enrol"),
    path("learn/modules/<uuid:key>/withdraw/", module_withdraw, name="module_withdraw"),
    path("learn/modules/<uuid:key>/opinion/", module_opinion, name="module_opinion"),
    path("learn/modules/<uuid:key>/afterwards/", module_afterwards, name="module_afterwards"),
    path("learn/activities/<uuid:key>/complete/", activity_complete, name="activity_complete"),
    path("learn/activities/<uuid:key>/visit/", activity_visit, name="activity_visit"),
    path("learn/activities/<uuid:key>/watch/", activity_watch, name="activity_watch"),
    path("learn/activities/<uuid:key>/attempt/", attempt_start, name="attempt_start"),
    path(
        "learn/activities/<uuid:key>/checks/<str:question_id>/", check_answer, name="check_answer"
    ),
    path("learn/attempts/<int:pk>/", attempt, name="attempt"),
    path("learn/attempts/<int:pk>/save/", attempt_save, name="attempt_save"),
    path("learn/attempts/<int:pk>/finish/", attempt_finish, name="attempt_finish"),
    path("learn/attempts/<int:pk>/submit/", attempt_submit, name="attempt_submit"),
    path("learn/attempts/<int:pk>/time/", attempt_time, name="attempt_time"),
    path("learn/attempts/<int:pk>/result/", attempt_result, name="attempt_result"),
]
