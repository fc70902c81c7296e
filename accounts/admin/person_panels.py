"""What the page of a person shows: each part of the programme declares its panels."""

from wagtail.admin.ui.components import Component

_panels = []


class PersonPanel(Component):
    """A part of the page about the User `person`, for the User `by`, who reads it.

    A subclass says its `name`, `heading`, `icon`, `template_name` and, by `order`, its place; and
    what its template gets, by `read`.
    """

    name = ""
    heading = ""
    icon = "user"
    order = 100
    permission = "accounts.view_user"

    def __init__(self, person, by):
        self.person = person
        self.by = by

    @property
    def is_shown(self):
        """Whether its reader may see it."""
        return self.by.has_perm(self.permission)

    def read(self):
        """What the template gets beside `panel` and `person`, as a dict."""
        return {}

    def get_context_data(self, parent_context):
        """With the token of the page: a component is drawn without the request, and has forms."""
        token = parent_context.get("csrf_token")
        return {"panel": self, "person": self.person, "csrf_token": token, **self.read()}


def declare_person_panels(*panels):
    """Declare PersonPanels, as their classes."""
    _panels.extend(panels)


def panels_about(person, by):
    """The PersonPanels about the User `person` that the User `by` may see, in their order."""
    panels = [panel(person, by) for panel in sorted(_panels, key=lambda panel: panel.order)]
    return [panel for panel in panels if panel.is_shown]
