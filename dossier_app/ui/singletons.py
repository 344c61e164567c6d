"""Keeps None, True and False alive under PySide 6.12 on Python 3.11.

PySide 6.12.0 hands out these three without taking a reference, as is right from Python 3.12 on,
where they are immortal. On 3.11 every such return takes one reference away, until the interpreter
ends with "deallocating None" after some minutes of work. PySide 6.11 does not do so.
"""

from __future__ import annotations

import ctypes
import sys

HELD = 1 << 40
"""References added: more than a window could use up in years."""


def hold() -> None:
    """Give the three so many references that they cannot run out; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    for each in (None, True, False):
        if sys.getrefcount(each) < HELD // 2:
            ctypes.c_ssize_t.from_address(id(each)).value += HELD
