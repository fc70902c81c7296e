"""Processes that send mails from a database of their own, and what is known of the mails there."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SENT, UNKNOWN = "sent", "unknown"


class Sender:
    """A process that does the job `send_mails` again and again. It may be killed."""

    def __init__(self, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.senders", "send"], cwd=ROOT, env=environment
        )

    def kill(self):
        """End it where it stands."""
        self._process.kill()
        self._process.wait(timeout=60)


@contextmanager
def running(environment, number):
    """So many `Sender`s, which are killed in the end."""
    senders = [Sender(environment) for _number in range(number)]
    try:
        yield senders
    finally:
        for sender in senders:
            sender.kill()


def environment_of(demo_environment, mail_server):
    """The variables of processes that send from the demo's database through `mail_server`."""
    host, port = mail_server.server_address
    return demo_environment | {"EMAIL_URL": f"smtp://{host}:{port}"}


def run(environment, *arguments):
    """What `python -m tests.faults.senders` with these arguments prints, read as JSON."""
    command = [sys.executable, "-m", "tests.faults.senders", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout or "null")


def fill(count):
    """Queue so many mails, every third of safety, and forget all others."""
    from uuid import uuid4

    from accounts.mail import ACCOUNT_MAILS
    from accounts.models import User
    from courses.mails import MODULE_COMPLETED
    from learning.models import Module
    from notices.models import Mail
    from notices.outbox import new_mail, queue_mails

    Mail.objects.all().delete()
    person, module = User.objects.first(), Module.objects.first()
    changed = ACCOUNT_MAILS["password_changed"]
    queue_mails(
        [
            new_mail(MODULE_COMPLETED, cause=uuid4(), person=person, data={"module": module.pk})
            if number % 3
            else new_mail(changed, cause=uuid4(), person=person)
            for number in range(count)
        ]
    )


def send():
    """Send what is due, for ever."""
    from time import sleep

    from notices.sending import send_waiting

    while True:
        send_waiting()
        sleep(0.01)


def grow_old():
    """Let what is being sent have been claimed long ago, and what waits be due."""
    from django.utils import timezone

    from notices.models import Mail, MailState
    from notices.sending import ABANDONED

    long_ago = timezone.now() - 2 * ABANDONED
    Mail.objects.filter(state=MailState.SENDING).update(claimed_at=long_ago)


def states():
    """{Message-ID: [state, whether it is of safety]} of all mails."""
    from notices.kinds import KINDS
    from notices.models import Mail

    return {row.message_id: [row.state, KINDS[row.kind].is_safety] for row in Mail.objects.all()}


def clear():
    """Forget all mails."""
    from notices.models import Mail

    Mail.objects.all().delete()


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    what, *values = sys.argv[1:]
    json.dump(globals()[what](*map(int, values)), sys.stdout)
