"""Addresses of the organisation that one works for, below /my-organisation/."""

from django.urls import path

from accounts.views.my_organisation import (
    claim_organisation,
    give_up,
    hand_on,
    invite_to_organisation,
    my_organisation,
    organisation_profile,
    remove_from_organisation,
    withdraw_from_organisation,
)

urlpatterns = [
    path("", my_organisation, name="my_organisation"),
    path("claim/", claim_organisation, name="claim_organisation"),
    path("give-up/", give_up, name="give_up_organisation"),
    path("profile/", organisation_profile, name="organisation_profile"),
    path("invite/", invite_to_organisation, name="invite_to_organisation"),
    path(
        "invitations/<int:pk>/withdraw/",
        withdraw_from_organisation,
        name="withdraw_from_organisation",
    ),
    path("people/<int:pk>/remove/", remove_from_organisation, name="remove_from_organisation"),
    path("people/<int:pk>/represent/", hand_on, name="hand_on_organisation"),
]
