"""Links between organisations: added, changed, removed, and moved with a merge."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.enterprise_link import EnterpriseLink
from accounts.models import Organisation
from accounts.reckoned import changing_links, read_net
from accounts.reckoning import WHOLE

ADDED, CHANGED, REMOVED = "accounts.link", "accounts.change_link", "accounts.unlink"  # in the log


class LinkFault(TextChoices):
    """Why a link is not kept, and what to do."""

    ITSELF = "itself", _("An organisation is not linked with itself. Choose another one.")
    TWICE = "twice", _("There is such a link between these two already. Change that one.")
    NOTHING = "nothing", _("Write the share, or tick that they are linked whatever it is.")
    EXEMPT = (
        "exempt",
        _(
            "An investor with more than 50 per cent, or one that controls the other, is linked and "
            "does count. Take the tick away, or change the share."
        ),
    )
    SUM = (
        "sum",
        _(
            "All holders of this organisation would have more than 100 per cent together. Look at "
            "the shares that are entered on its page."
        ),
    )
    CIRCLE = (
        "circle",
        _(
            "Then an organisation would control the one that it is controlled by. Look at the "
            "links of both, and at which of the two is the holder."
        ),
    )
    GONE = "gone", _("The link or one of the two was deleted meanwhile, so nothing was changed.")


class LinkRefused(ValueError):
    """Nothing was changed: `fault` is a LinkFault."""

    def __init__(self, fault):
        super().__init__(fault)
        self.fault = fault


def save_link(link, *, by):
    """Add or change an EnterpriseLink, as the User `by` wants it; the log of both says so.

    Raises LinkRefused.
    """
    with changing_links() as touched:
        before = link.pk and _get(link.pk)
        link.holder, link.held = _current(link.holder_id), _current(link.held_id)
        ends = {link.holder_id, link.held_id}
        _rows, ties = read_net(ends)
        if fault := find_fault(link, [tie for pk, tie in ties.items() if pk != link.pk]):
            raise LinkRefused(fault)
        link.save()
        _log(link, CHANGED if before else ADDED, by, ends)
        former = {before.holder_id, before.held_id} - ends if before else set()
        if former:
            _log(before, REMOVED, by, former)
        touched |= ends | former


def remove_link(pk, *, by):
    """Take the EnterpriseLink with that key away, as the User `by` wants; return what it was.

    Raises LinkRefused where somebody was quicker.
    """
    with changing_links() as touched:
        link = _get(pk)
        EnterpriseLink.objects.filter(pk=pk).delete()
        touched |= {link.holder_id, link.held_id}
        _log(link, REMOVED, by, touched)
        return link


def find_fault(link, others):
    """The LinkFault of an EnterpriseLink beside the Ties `others`; None where it has none."""
    tie = link.tie
    held = sum(each.counted for each in others if each.held == tie.held)
    faults = {
        LinkFault.ITSELF: tie.holder == tie.held,
        LinkFault.NOTHING: not (tie.share or tie.is_linked),
        LinkFault.EXEMPT: link.is_exempt and tie.links,
        LinkFault.TWICE: any((tie.holder, tie.held) == (each.holder, each.held) for each in others),
        LinkFault.SUM: held + tie.counted > WHOLE,
        LinkFault.CIRCLE: tie.links and _controls(tie.held, tie.holder, others),
    }
    return next((fault for fault, is_there in faults.items() if is_there), None)


def links_of(organisation):
    """The EnterpriseLinks of an Organisation, both ends read: what it holds, then who holds it."""
    links = EnterpriseLink.objects.select_related("holder", "held")
    found = links.filter(Q(holder=organisation) | Q(held=organisation))
    return sorted(found.order_by("pk"), key=lambda link: link.held_id == organisation.pk)


def move_links(merged, into):
    """Let the links of the Organisation `merged` be links of `into`; those that cannot are dropped.

    In a transaction that holds the links. Returns the keys of all who had or have such a link.
    """
    ends = {merged.pk, into.pk}
    for link, fault in moved_links(merged, into):
        ends |= {link.holder_id, link.held_id}
        if fault:
            link.delete()
        else:
            link.save()
    return ends


def moved_links(merged, into):
    """[(EnterpriseLink of `merged` as one of `into`, its LinkFault or None)]. Nothing is saved."""
    _rows, ties = read_net({merged.pk, into.pk})
    others = [tie for tie in ties.values() if merged.pk not in (tie.holder, tie.held)]
    moved = []
    for link in links_of(merged):
        link.holder = into if link.holder_id == merged.pk else link.holder
        link.held = into if link.held_id == merged.pk else link.held
        fault = find_fault(link, others)
        if not fault:
            others.append(link.tie)
        moved.append((link, fault))
    return moved


def dropped_links(merged, into):
    """What the links of `merged` say, in sentences, that cannot become links of `into`."""
    said = {link.pk: str(link) for link in links_of(merged)}
    return [said[link.pk] for link, fault in moved_links(merged, into) if fault]


def _get(pk):
    found = EnterpriseLink.objects.select_related("holder", "held").filter(pk=pk).first()
    if found is None:
        raise LinkRefused(LinkFault.GONE)
    return found


def _current(pk):
    rows = Organisation.objects.select_related("merged_into")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise LinkRefused(LinkFault.GONE)
    return found.current


def _log(link, action, by, ends):
    """Log `action` for those of its two organisations whose keys are in `ends`."""
    data = {
        "holder": link.holder.name,
        "held": link.held.name,
        "share": None if link.share is None else str(link.share),
        "is_linked": link.is_linked,
        "is_exempt": link.is_exempt,
    }
    for each in (link.holder, link.held):
        if each.pk in ends:
            log(instance=each, action=action, user=by, data=data)


def _controls(holder, held, ties):
    """Whether `holder` controls `held`, both keys, directly or not."""
    seen, layer = set(), {holder}
    while layer:
        seen |= layer
        layer = {tie.held for tie in ties if tie.links and tie.holder in layer} - seen
    return held in seen
