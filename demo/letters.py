"""What the demo's trainer wrote to the learners of a module."""

import json
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.letters.audience import audience_of
from accounts.models import Letter, User
from learning.models import Module


def lay_letters(path):
    """Make the letters of the file `path`, as sent, by people who have written none. No mail."""
    people = User.objects.filter(letters=None).in_bulk(field_name="email")
    for data in json.loads(path.read_text("utf-8")):
        module = Module.objects.filter(titles__en=data["module"]).first()
        if data["by"] not in people or module is None:
            continue
        audience = audience_of(User.objects.filter(enrolments__module=module))
        count = len(audience.people)
        with override("en"):
            about = f"{gettext('Completion by module')} · {gettext('Module')}: {module.title}"
        sent_at = timezone.now() - timedelta(days=data["days_ago"])
        Letter.objects.create(
            written_by=people[data["by"]],
            words=data["words"],
            about=about,
            people=[],
            people_count=count,
            languages=audience.languages,
            unreached=audience.unreached,
            begun_at=sent_at,
            confirmed_at=sent_at,
            sent_count=count,
            finished_at=sent_at + timedelta(minutes=2),
        )
