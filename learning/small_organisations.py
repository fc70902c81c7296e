"""Records of people who were forgotten name no organisation in which few people have an account."""

from accounts.erasure.account import FEW, leave_what_became_small, small_organisations
from learning.records.completion import Completion
from learning.records.enrolment import Enrolment


def leave_small_organisations(gone):
    """Take organisations with few people from the records of `gone`; what kind they were stays."""
    _leave({"learner": gone.person}, small_organisations())


def leave_what_has_become_small():
    """Take organisations that became small since from what is left of people and their records."""
    leave_what_became_small()
    _leave({"learner__erased_at__isnull": False}, small_organisations(FEW - 1))


def _leave(of, small):
    for model in (Enrolment, Completion):
        rows = model.objects.filter(**of, organisation__isnull=False)
        few = small.filter(pk__in=rows.values("organisation")).values_list("pk", flat=True)
        rows.filter(organisation__in=list(few)).update(organisation=None)
