"""Links between enterprises for tests."""

from decimal import Decimal

from accounts.linking import save_link
from accounts.models import EnterpriseLink
from tests.factories.people import OrganisationFactory


def firm(headcount=5, turnover=1, **more):
    """An enterprise with these figures; the balance sheet total is as high as the turnover."""
    return OrganisationFactory(
        headcount=headcount, turnover=turnover, balance_sheet=turnover, **more
    )


def link(holder, held, share=None, **more):
    """An EnterpriseLink by which `holder` has `share` per cent of `held`. Raises LinkRefused."""
    made = EnterpriseLink(
        holder=holder, held=held, share=None if share is None else Decimal(share), **more
    )
    save_link(made, by=None)
    return made


def classes(*organisations):
    """The size classes of Organisations, read anew."""
    for each in organisations:
        each.refresh_from_db()
    return [each.size_class for each in organisations]
