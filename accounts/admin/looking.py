"""For views of the admin that show people: they write down who looks.

A view derives from one of these, before Wagtail's, and names its Screen.
"""

from accounts.looking import filters_in, log_file, log_list, log_page


class LooksAtPerson:
    """For views about one person, which is `looked_at_person`; None where there is no account."""

    looked_at = None  # a Screen

    @property
    def looked_at_person(self):
        return self.person

    def render_to_response(self, context, **kwargs):
        if self.request.method != "HEAD":  # a form with an error shows as much
            log_page(self.looked_at, by=self.request.user, person=self.looked_at_person)
        return super().render_to_response(context, **kwargs)


class LooksAtList:
    """For lists of people, and the files of them.

    `person_path` leads from a row to the key of the person.
    """

    looked_at = None  # a Screen; None where figures are shown and nobody is
    person_path = "pk"

    def render_to_response(self, context, **kwargs):
        if self.looked_at:
            self._log(context)
        return super().render_to_response(context, **kwargs)

    def _log(self, context):
        rows = context["object_list"]
        if getattr(self, "is_export", False):
            self.log_file(rows)
        else:
            paginator = context.get("paginator")
            count = paginator.count if paginator else len(rows)
            filters = filters_in(self.request.GET)
            log_list(self.looked_at, by=self.request.user, count=count, filters=filters)

    def log_file(self, rows):
        """Write down that a file with these rows, a queryset, is taken. Three queries."""
        if not self.looked_at:
            return
        people = list(rows.order_by().values_list(self.person_path, flat=True))
        filters = filters_in(self.request.GET)
        log_file(
            self.looked_at,
            by=self.request.user,
            people=people,
            filters=filters,
            count=sum(pk is None for pk in people) + len({*people} - {None}),
        )
