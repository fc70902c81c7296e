"""Requests to a running server, timed."""

import http.client
import random
import re
import socket
import threading
import time
from pathlib import Path
from statistics import median, quantiles

LINES = 3
IDLE = 1  # seconds; the server ends a connection that is silent for two
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
INSIDE = re.compile(rb"\r\nserver-timing: portal;dur=([\d.]+)\r\n", re.IGNORECASE)
PARTS = re.compile(
    rb'<(?:link rel="(?:stylesheet|preload)" href|script type="module" src)="([^"]+)"'
)


class Connection:
    """One connection that stays open. `cookie` says who asks; "" is a visitor.

    It reads no more of an answer than it must while the clock runs: to take the head apart, as
    Python's own client does, takes as long as the server takes for a page that it keeps.
    """

    def __init__(self, port, cookie=""):
        self._place = ("127.0.0.1", port)
        self._head = f"Host: localhost:{port}\r\nAccept-Encoding: gzip\r\n"
        if cookie:
            self._head += f"Cookie: {cookie}\r\n"
        self._socket = None
        self._last = 0.0
        self.inside = 0.0  # milliseconds of the last answer that the portal itself took

    def get(self, path):
        """(seconds to the last byte, bytes on the wire, body) of a page that answers 200."""
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n", path, b"200")

    def post(self, path, form):
        """The same for the text `form` of a form, whose answer leads elsewhere (302)."""
        kind = "Content-Type: application/x-www-form-urlencoded"
        head = f"{self._head}{kind}\r\nContent-Length: {len(form)}\r\n"
        return self._ask(f"POST {path} HTTP/1.1\r\n{head}\r\n{form}", path, b"302")

    def _ask(self, request, path, status):
        if time.perf_counter() - self._last > IDLE:
            self._connect()
        request = request.encode()
        start = time.perf_counter()
        self._socket.sendall(request)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self._answers.readline()
            if not line:
                raise ConnectionError(f"{path}: the server ended the connection.")
            head += line
        body = self._answers.read(int(LENGTH.search(head)[1]))
        self._last = time.perf_counter()
        self.inside = float(INSIDE.search(head)[1])
        if not head.startswith(b"HTTP/1.1 %s " % status):
            raise RuntimeError(f"{path} answers {head.split(maxsplit=2)[1].decode()}.")
        return self._last - start, len(head) + len(body), body

    def _connect(self):
        if self._socket:
            self._answers.close()
            self._socket.close()
        self._socket = socket.create_connection(self._place, timeout=60)
        self._answers = self._socket.makefile("rb")


def stream(port, cookie, path):
    """(seconds to the first bytes, seconds in all) of an answer that comes in pieces."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    server.connect()
    start = time.perf_counter()
    server.request("GET", path, headers={"Cookie": cookie})
    response = server.getresponse()
    response.read(1)
    first = time.perf_counter() - start
    while response.read(65536):
        pass
    return first, time.perf_counter() - start


def latencies(port, pages, rounds):
    """{page: (median, 95th percentile, median inside the portal)} in milliseconds.

    Pages and acts take turns in any order. Each is asked over several connections in turn, so that
    all processes of the server answer.
    """
    order = random.Random(0)  # noqa: S311 -- no secret
    connections = {page: [Connection(port, page.cookie) for _ in range(LINES)] for page in pages}
    times = {page: [] for page in pages}
    inside = {page: [] for page in pages}
    for number in range(rounds + 2 * LINES):
        for page in order.sample(pages, len(pages)):
            connection = connections[page][number % LINES]
            seconds, _size, _body = page.ask(connection)
            if number >= 2 * LINES:
                times[page].append(1000 * seconds)
                inside[page].append(connection.inside)
    return {
        page: (median(each), quantiles(each, n=20)[-1], median(inside[page]))
        for page, each in times.items()
    }


def requests_per_second(port, page, clients, seconds):
    """How many requests are answered while so many `clients` ask at once."""
    counts = [0] * clients
    until = time.perf_counter() + seconds

    def ask(place):
        connection = Connection(port, page.cookie)
        while time.perf_counter() < until:
            connection.get(page.path)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=[place]) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def cold_load(port, page, unpack):
    """(requests, bytes, bytes of scripts) of a page and of what its HTML asks for at once."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    size, body = _weigh(server, page.path, page.cookie)
    sizes = [size]
    scripts = 0
    for path in PARTS.findall(unpack(body)):
        size, _body = _weigh(server, path.decode(), page.cookie)
        sizes.append(size)
        scripts += size if path.endswith(b".js") else 0
    return len(sizes), sum(sizes), scripts


def _weigh(server, path, cookie):
    """(bytes on the wire, body) of what `server` answers, whole or in pieces."""
    server.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    response = server.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answers {response.status}.")
    head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17
    return head + len(body), body


def peaks(master):
    """The most memory, in MB, that each child of the process `master` has used so far."""
    found = {}
    for children in Path(f"/proc/{master}/task").glob("*/children"):
        for child in children.read_text().split():
            status = Path(f"/proc/{child}/status").read_text()
            found[child] = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    return found
