"""Requests to a running server, timed."""

import http.client
import random
import re
import threading
import time
from pathlib import Path
from statistics import median, quantiles

LINES = 3
IDLE = 1  # seconds; the server ends a connection that is silent for two
HEADERS = {"Accept-Encoding": "gzip"}
PARTS = re.compile(
    rb'<(?:link rel="(?:stylesheet|preload)" href|script type="module" src)="([^"]+)"'
)


class Connection:
    """One connection that stays open. `cookie` says who asks; "" is a visitor."""

    def __init__(self, port, cookie=""):
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = HEADERS | ({"Cookie": cookie} if cookie else {})
        self._last = time.monotonic()

    def get(self, path):
        """(seconds, bytes on the wire, body) of a page that answers 200."""
        if time.monotonic() - self._last > IDLE:
            self._http.close()
        if self._http.sock is None:
            self._http.connect()
        start = time.perf_counter()
        self._http.request("GET", path, headers=self._headers)
        response = self._http.getresponse()
        body = response.read()
        seconds = time.perf_counter() - start
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}.")
        self._last = time.monotonic()
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17
        return seconds, head + len(body), body

    def stream(self, path):
        """(seconds to the first bytes, seconds in all) of an answer that comes in pieces."""
        start = time.perf_counter()
        self._http.request("GET", path, headers={**self._headers, "Accept-Encoding": "identity"})
        response = self._http.getresponse()
        response.read(1)
        first = time.perf_counter() - start
        while response.read(65536):
            pass
        return first, time.perf_counter() - start


def latencies(port, pages, rounds):
    """{page: (median, 95th percentile)} in milliseconds; the pages take turns in any order.

    Each is asked over several connections in turn, so that all processes of the server answer.
    """
    order = random.Random(0)  # noqa: S311 -- no secret
    connections = {page: [Connection(port, page.cookie) for _ in range(LINES)] for page in pages}
    times = {page: [] for page in pages}
    for number in range(rounds + 2 * LINES):
        for page in order.sample(pages, len(pages)):
            seconds, _size, _body = connections[page][number % LINES].get(page.path)
            if number >= 2 * LINES:
                times[page].append(1000 * seconds)
    return {page: (median(each), quantiles(each, n=20)[-1]) for page, each in times.items()}


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
    connection = Connection(port, page.cookie)
    _seconds, size, body = connection.get(page.path)
    sizes = [size]
    scripts = 0
    for path in PARTS.findall(unpack(body)):
        _seconds, size, _body = connection.get(path.decode())
        sizes.append(size)
        scripts += size if path.endswith(b".js") else 0
    return len(sizes), sum(sizes), scripts


def peaks(master):
    """The most memory, in MB, that each child of the process `master` has used so far."""
    found = {}
    for children in Path(f"/proc/{master}/task").glob("*/children"):
        for child in children.read_text().split():
            status = Path(f"/proc/{child}/status").read_text()
            found[child] = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    return found
