"""Checks that every type of activity is declared as a whole."""

from django.core.checks import Error, register
from django.template.base import TemplateSyntaxError

from content.templatetags.icons import icon
from courses.models import ModulePage
from courses.pages.activity import activity_page_types
from learning.activity_type import ACTIVITY_TYPES, ActivityType
from learning.models import Activity


@register()
def check_activity_types(app_configs, **kwargs):
    """Errors for page types of activities that lack something, and for types without a page."""
    page_types = activity_page_types()
    declared = [each for each in page_types if isinstance(each.activity_type, ActivityType)]
    errors = [
        Error("The page type says no `activity_type`.", obj=each, id="courses.E011")
        for each in page_types
        if each not in declared
    ]
    for page_type in declared:
        errors += [
            Error(message, obj=page_type, id="courses.E012") for message in faults_of(page_type)
        ]
    kinds = {page_type.activity_type.kind for page_type in declared}
    return errors + [
        Error(f"No page type makes activities of the kind {kind!r}.", id="courses.E013")
        for kind in ACTIVITY_TYPES.keys() - kinds
    ]


def faults_of(page_type):
    """What is wrong with the `activity_type` of a page type, in sentences."""
    activity_type = page_type.activity_type
    if ACTIVITY_TYPES.get(activity_type.kind) is not activity_type:
        yield f"The kind {activity_type.kind!r} is not registered, or is another's."
    if len(activity_type.kind) > Activity._meta.get_field("kind").max_length:
        yield f"The kind {activity_type.kind!r} is too long to be kept."
    try:
        icon(activity_type.icon)
    except TemplateSyntaxError as error:
        yield str(error)
    fields = {field.name: field for field in page_type._meta.fields}
    rule = fields.get("completion_rule")
    offered = [value for value, _label in rule.choices] if rule else activity_type.rules[:1]
    if list(offered) != list(activity_type.rules):
        yield "Its rules of completion are not those that its pages offer."
    if activity_type.needs_enrolment and "access" in fields:
        yield "It needs enrolment, and its pages offer to be opened to everyone."
    if page_type not in ModulePage.allowed_subpage_models():
        yield "Its pages cannot stand in a module."
