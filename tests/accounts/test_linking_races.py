"""Links, figures and merges that change at once."""

import pytest

from accounts.linking import LinkRefused
from accounts.merging import merge_organisations
from accounts.models import EnterpriseLink, Organisation
from tests.factories.links import classes, firm, link
from tests.threads import crossing, together


@pytest.mark.django_db(transaction=True)
def test_two_tabs_link_once_and_never_beyond_the_whole():
    one, two, three = firm(), firm(), firm(100)
    results = together(lambda: link(one, two, 60), lambda: link(three, two, 60))
    assert [type(each) for each in results].count(LinkRefused) == 1
    EnterpriseLink.objects.all().delete()
    results = together(lambda: link(one, two, 30), lambda: link(one, two, 30))
    assert [type(each) for each in results].count(LinkRefused) == 1
    EnterpriseLink.objects.all().delete()
    results = crossing(lambda: link(one, two, 60), lambda: link(two, one, 60))
    assert [type(each) for each in results].count(LinkRefused) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_turned", [False, True])
def test_figures_and_links_that_change_at_once_are_reckoned_together(is_turned):
    one, two = firm(5), firm(5)

    def grow():
        row = Organisation.objects.get(pk=two.pk)
        row.headcount = 300
        row.save()

    acts = [grow, lambda: link(one, two, 60)]
    assert not [
        each for each in crossing(*acts[:: -1 if is_turned else 1]) if isinstance(each, Exception)
    ]
    assert classes(one, two) == ["large", "large"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_link_and_a_merge_at_once(is_turned):
    one, two, three = firm(5), firm(5), firm(100)
    acts = [
        lambda: merge_organisations(merged=two, into=three, by=None),
        lambda: link(one, two, 60),
    ]
    assert not [
        each for each in crossing(*acts[:: -1 if is_turned else 1]) if isinstance(each, Exception)
    ]
    assert EnterpriseLink.objects.get().held == three
    assert classes(one, three) == ["medium", "medium"]
