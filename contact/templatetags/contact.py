"""Ways to the contact form."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from contact.choices import Subject

register = template.Library()


@register.simple_tag
def mistake_url(about="", attempt=None, question=""):
    """The address of the contact form about a mistake, as `contact.places.find_place` reads it.

    `about`: the key of a page; or `attempt`, an Attempt; `question`: the id of a question in there.
    """
    place = {"attempt": attempt.pk} if attempt else {"about": about}
    query = (
        {"subject": Subject.MISTAKE.value} | place | ({"question": question} if question else {})
    )
    return _form_url(query)


@register.simple_tag
def training_url(about):
    """The address of the contact form about one's training, with the page whose key is `about`."""
    return _form_url({"subject": Subject.TRAINING.value, "about": about})


def _form_url(query):
    return f"{reverse('write_to_us')}?{urlencode(query)}"
