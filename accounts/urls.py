"""Addresses of accounts that django-allauth does not have; they stand before its own."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.views.about import consents, statistics
from accounts.views.confirmation import confirm_email, email, resend_confirmation
from accounts.views.erasure import erase, erasure_asked, keep
from accounts.views.invited import invited
from accounts.views.mails import mails
from accounts.views.organisation import organisation, organisation_suggestions
from accounts.views.own_data import own_data, own_data_file
from accounts.views.profile import profile
from accounts.views.security import (
    AddApp,
    AddPasskey,
    MakeCodes,
    RemoveApp,
    RemovePasskey,
    RenamePasskey,
    ShowCodes,
    security,
    to_security,
)
from accounts.views.sessions import sessions
from accounts.views.signed_in import signed_in
from accounts.views.single_sign_on import come_back, first_sign_in, go_to_provider, remove_link
from accounts.views.start import start

urlpatterns = [
    path("profile/", profile, name="account_profile"),
    path("organisation/", organisation, name="account_organisation"),
    path("organisation/suggestions/", organisation_suggestions, name="account_organisation_search"),
    path("statistics/", statistics, name="account_statistics"),
    path("consents/", consents, name="account_consents"),
    path("sessions/", sessions, name="account_sessions"),
    path("security/", security, name="account_security"),
    path("2fa/", to_security, name="mfa_index"),
    path("2fa/webauthn/", to_security, name="mfa_list_webauthn"),
    path("2fa/recovery-codes/download/", to_security, name="mfa_download_recovery_codes"),
    path("2fa/totp/activate/", AddApp.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", ShowCodes.as_view(), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("2fa/webauthn/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("oidc/start/", first_sign_in, name="account_first_sign_in"),
    path("oidc/links/<int:pk>/remove/", remove_link, name="account_unlink"),
    path("oidc/<slug:provider_id>/login/", go_to_provider, name="account_single_sign_on"),
    path("oidc/<slug:provider_id>/login/callback/", come_back, name="account_come_back"),
    path("notices/", mails, name="account_mails"),
    path("mails/", signed_in(RedirectView.as_view(pattern_name="account_mails", permanent=True))),
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
