"""Addresses of the learner's actions, below a language."""

from django.urls import path

from courses.views.activity import activity_complete, activity_visit, activity_watch
from courses.views.enrolment import module_enrol, module_withdraw
from courses.views.my_learning import my_learning

urlpatterns = [
    path("my-learning/", my_learning, name="my_learning"),
    path("learn/modules/<uuid:key>/enrol/", module_enrol, name="module_enrol"),
    path("learn/modules/<uuid:key>/withdraw/", module_withdraw, name="module_withdraw"),
    path("learn/activities/<uuid:key>/complete/", activity_complete, name="activity_complete"),
    path("learn/activities/<uuid:key>/visit/", activity_visit, name="activity_visit"),
    path("learn/activities/<uuid:key>/watch/", activity_watch, name="activity_watch"),
]
