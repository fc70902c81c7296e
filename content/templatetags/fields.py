"""How the fields of a form are laid out."""

from django import template
from django.forms import CheckboxInput

register = template.Library()


@register.filter
def layout_template(field):
    """The path of the template that lays out a BoundField: several controls, a box or one."""
    if field.use_fieldset:
        return "components/fields/group.html"
    if isinstance(field.field.widget, CheckboxInput):
        return "components/fields/tick.html"
    return "components/fields/single.html"
