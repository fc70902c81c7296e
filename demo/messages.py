"""What the demo's fictional people wrote by the contact form, and what became of it."""

import hashlib
import json
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from contact.models import Message
from demo.models import LoadedItem


def lay_messages(path, pages):
    """Make the messages of the file `path` that were never made; what became of others stays.

    `pages`: {key of a data file: page}, for what a message is about. No mail is sent.
    """
    made = set(LoadedItem.objects.values_list("name", flat=True))
    people = User.objects.in_bulk(field_name="email")
    for data in json.loads(path.read_text("utf-8")):
        if data["key"] in made or data.get("by", data["address"]) not in people:
            continue
        message = _make(data, people, pages.get(data.get("about")))
        digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
        LoadedItem.objects.create(name=data["key"], digest=digest, target_id=message.pk)


def _make(data, people, page):
    now = timezone.now()
    words = {
        name: data[name] for name in ("subject", "language", "name", "address", "text", "state")
    }
    about = {"place": page.title, "place_key": page.translation_key} if page else {}
    handled = {}
    if "by" in data:
        handled = {
            "note": data["note"],
            "changed_by": people[data["by"]],
            "changed_at": now - timedelta(days=data["days_ago"] - 1),
        }
    return Message.objects.create(
        key=hashlib.sha256(data["key"].encode()).hexdigest(),
        person=people.get(data["address"]),
        sent_at=now - timedelta(days=data["days_ago"]),
        **words,
        **about,
        **handled,
    )
