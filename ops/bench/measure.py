"""Requests to a running server, timed."""

import http.client
import re
import threading
import time
from pathlib import Path
from statistics import median, quantiles

HEADERS = {"Accept-Encoding": "gzip"}
PARTS = re.compile(
    rb'<(?:link rel="(?:stylesheet|preload)" href|script type="module" src)="([^"]+)"'
)


class Connection:
    """One connection that stays open. `cookie` says who asks; "" is a visitor."""

    def __init__(self, port, cookie=""):
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = HEADERS | ({"Cookie": cookie} if cookie else {})

    def get(self, path):
        """(seconds, bytes on the wire, body) of a page that answers 200."""
        start = time.perf_counter()
        self._http.request("GET", path, headers=self._headers)
        response = self._http.getresponse()
        body = response.read()
        seconds = time.perf_counter() - start
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}.")
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
    """{page: (median, 95th percentile)} in milliseconds; the pages take turns."""
    connections = {page: Connection(port, page.cookie) for page in pages}
    times = {page: [] for page in pages}
    for number in range(rounds + 5):
        for page, connection in connections.items():
            seconds, _size, _body = connection.get(page.path)
            if number >= 5:
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
