"""Addresses of accounts that django-allauth does not have; they stand before its own."""

from django.urls import path, re_path

from accounts.views.confirmation import confirm_email, email, resend_confirmation
from accounts.views.erasure import erase, erasure_asked, keep
from accounts.views.invited import invited
from accounts.views.mails import mails
from accounts.views.organisation import organisation, organisation_suggestions
from accounts.views.own_data import own_data, own_data_file
from accounts.views.profile import profile
from accounts.views.sessions import sessions
from accounts.views.start import start

urlpatterns = [
    path("profile/", profile, name="account_profile"),
    path("organisation/", organisation, name="account_organisation"),
    path("organisation/suggestions/", organisation_suggestions, name="account_organisation_search"),
    path("sessions/", sessions, name="account_sessions"),
    path("mails/", mails, name="account_mails"),
    path("data/", own_data, name="account_data"),
    path("data/download/", own_data_file, name="account_data_file"),
    path("data/erase/", erase, name="account_erase"),
    path("erasure/", erasure_asked, name="account_erasure_asked"),
    path("erasure/<str:token>/", keep, name="account_keep"),
    path("email/", email, name="account_email"),
    path("confirm-email/again/", resend_confirmation, name="account_resend_confirmation"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", confirm_email, name="account_confirm_email"),
    path("invited/<str:token>/", invited, name="account_invited"),
    path("start/<str:token>/", start, name="account_start"),
]
