"""Two accounts of one person: how saved filters follow."""

from accounts.one_person.rows import lead_over, pairs_of
from reporting.models import SavedFilter


def merge_filters(merge):
    """All follow; one that is named as one of the account that stays gets a number behind it."""
    taken = set(SavedFilter.objects.filter(owner__in=merge.ids).values_list("report", "name"))
    renamed = [other for _own, other in pairs_of(merge, SavedFilter, "owner", "report", "name")]
    most = SavedFilter._meta.get_field("name").max_length
    for each in renamed:
        number, name = 1, each.name
        while (each.report, each.name) in taken:
            number += 1
            end = f" ({number})"
            each.name = name[: most - len(end)] + end
        taken.add((each.report, each.name))
    SavedFilter.objects.bulk_update(renamed, ["name"])
    lead_over(merge, SavedFilter, "owner")
