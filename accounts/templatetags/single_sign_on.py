"""Where one can log in with an account elsewhere, and who waits to do so."""

from django import template

from accounts.single_sign_on.arrival import arrival_to_prove
from accounts.single_sign_on.links import names_of_providers

register = template.Library()


@register.simple_tag
def providers():
    """{id: name} of the providers. No query."""
    return names_of_providers()


@register.simple_tag(takes_context=True)
def waiting_arrival(context):
    """The Arrival whose account is to be proved by logging in; None where there is none."""
    return arrival_to_prove(context["request"])
