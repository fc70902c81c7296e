"""What a mail service (MAIL_PROVIDER) tells us later: addresses that refuse our mails."""

from anymail.signals import EventType, RejectReason, tracking

from notices.bouncing import note_refusal

REFUSALS = (EventType.BOUNCED, EventType.REJECTED)
# Reasons that lie in the mail or the moment, not in the address.
PASSING = (
    RejectReason.TIMED_OUT,
    RejectReason.BLOCKED,
    RejectReason.SPAM,
    RejectReason.UNSUBSCRIBED,
)


def listen():
    """From now on, note what the service reports."""
    tracking.connect(hear)


def hear(event, **kwargs):
    """Note the address of an `event` that says it refuses mails for good; receives `tracking`."""
    if event.recipient and event.event_type in REFUSALS and event.reject_reason not in PASSING:
        reason = event.mta_response or event.description or event.reject_reason or ""
        note_refusal(event.recipient, reason)
