"""A mail server of the tests: takes mails by SMTP, refuses some, and remembers what came."""

import socketserver
import threading
import time
from contextlib import contextmanager, suppress
from email import message_from_bytes


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port. `received` are the mails that it took, in their order.

    `refused`: {address: answer}, such as b"550 no such mailbox". `pause`: seconds for each mail.
    `hangs_up`: it takes the mail and breaks off before it says so. `takes_one`: it breaks off after
    each mail that it took.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, pause=0):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.pause, self.received, self.refused = pause, [], {}
        self.hangs_up = self.takes_one = False

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.received]


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        with suppress(ConnectionError):  # whoever sent was killed
            self._talk()

    def _talk(self):
        self._say(b"220 tests")
        while line := self.rfile.readline():
            verb, _space, rest = line.strip().partition(b" ")
            if verb.upper() == b"QUIT":
                return self._say(b"221 bye")
            if verb.upper() == b"DATA":
                self._say(b"354 go on")
                if not self._take():
                    return None
            elif verb.upper() == b"RCPT":
                address = rest.partition(b"<")[2].partition(b">")[0].decode()
                self._say(self.server.refused.get(address, b"250 ok"))
            else:
                self._say(b"250 ok")
        return None

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # cut off in the middle: not a mail
            lines.append(line)
        time.sleep(self.server.pause)
        self.server.received.append(message_from_bytes(b"".join(lines)))
        if self.server.hangs_up:
            return False
        self._say(b"250 taken")
        return not self.server.takes_one

    def _say(self, answer):
        self.wfile.write(answer + b"\r\n")


@contextmanager
def running_mail_server(pause=0):
    """A MailServer that listens."""
    with MailServer(pause) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
