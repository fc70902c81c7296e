"""Whom the demo's manager has invited, and what became of it."""

import json
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Invitation, Organisation, User


def lay_invitations(path):
    """Make the invitations of the file `path` to addresses that were never invited. No mail."""
    invited = set(Invitation.objects.values_list("email", flat=True))
    people = User.objects.in_bulk(field_name="email")
    roles = {group.name: group for group in Group.objects.all()}
    for data in json.loads(path.read_text("utf-8")):
        if data["email"] in invited or data["by"] not in people:
            continue
        sent_at = timezone.now() - timedelta(days=data["days_ago"])
        ended_at = sent_at + timedelta(days=1)
        Invitation.objects.create(
            email=data["email"],
            first_name=data["first_name"],
            last_name=data["last_name"],
            preferred_language=data["language"],
            organisation=Organisation.objects.unmerged().filter(name=data["organisation"]).first(),
            role=roles.get(data.get("role")),
            words=data.get("words", ""),
            invited_by=people[data["by"]],
            sent_at=sent_at,
            accepted_by=people[data["email"]] if data.get("is_accepted") else None,
            accepted_at=ended_at if data.get("is_accepted") else None,
            withdrawn_at=ended_at if data.get("is_withdrawn") else None,
        )
