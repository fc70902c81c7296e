"""Single sign-on: logging in with an account elsewhere, by OpenID Connect.

A provider (a server of settings.OIDC_PROVIDERS) says who somebody is to it: an `Identity`. A link
(a SocialAccount of django-allauth) says that it is a person of the portal. An identity that nobody
is linked with is an `Arrival`, kept in the session until the person has said who that is.
"""
