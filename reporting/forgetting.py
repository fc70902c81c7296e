"""What becomes of saved filters when a person is forgotten."""

from urllib.parse import parse_qsl

from reporting.saved_filters import SavedFilter


def forget_filters(gone):
    """Delete the filters of `gone` (a Gone), and those of others that name this person."""
    SavedFilter.objects.filter(owner=gone.person).delete()
    others = SavedFilter.objects.only("pk", "name", "query").iterator()
    naming = [each.pk for each in others if any(map(gone.is_named_in, _texts(each)))]
    SavedFilter.objects.filter(pk__in=naming).delete()


def _texts(saved):
    return [saved.name, *(value for _key, value in parse_qsl(saved.query))]
