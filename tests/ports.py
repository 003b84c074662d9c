"""Ports for the servers that tests start."""

from __future__ import annotations

import os
import re
import socket

# Below those that systems give to outgoing connections: such a connection, of a browser or of
# another test, would take the port of a server that is being started, or started again.
FIRST, EACH = 20_000, 1_000


def free_port(together: int = 1) -> int:
    """Return the first of so many ports in a row that nothing listens on, on the loopback.

    Test processes that run at the same time have ports of their own.
    """
    worker = re.search(r"\d+", os.environ.get("PYTEST_XDIST_WORKER", ""))
    first = FIRST + EACH * (int(worker[0]) % 8 + 1 if worker else 0)
    # Not the same ones every time, so that what an earlier run left does no harm.
    start = os.getpid() % EACH
    for number in range(EACH):
        port = first + (start + number * together) % (EACH - together + 1)
        if all(_is_free(port + more) for more in range(together)) and port not in _GIVEN:
            _GIVEN.add(port)
            return port
    raise AssertionError("Every port for tests is taken.")


_GIVEN: set[int] = set()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except OSError:
            return False
    return True
