"""Refuses every IP socket: loaded by conftest here and, through PYTHONPATH, by each child process.

A refused attempt is also written down, because the code under test may swallow the error.
"""

import contextlib
import os
import socket
import sys

RECORD = "DOSSIER_TEST_SOCKET_RECORD"
NAME_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
ADDRESSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


class IPSocketOpened(RuntimeError):  # noqa: N818 - reads as a state
    """A test, or the program under test, reached for the network."""


def reaches_for_network(event: str, details: tuple) -> bool:
    """Return whether an audit event is the use of an IP socket or a name lookup."""
    if event in NAME_LOOKUPS:
        return True
    if event in ADDRESSED:
        return details[0].family in (socket.AF_INET, socket.AF_INET6)
    return False


def refuse(event: str, details: tuple) -> None:
    """Write the attempt down and raise; any other event passes."""
    if not event.startswith("socket.") or not reaches_for_network(event, details):
        return
    sentence = f"{event} {details[1:]!r}"
    record = os.environ.get(RECORD)
    if record:
        with contextlib.suppress(OSError), open(record, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(sentence + "\n")
    raise IPSocketOpened(sentence)


sys.addaudithook(refuse)
