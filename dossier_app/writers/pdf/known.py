"""What was found out about evidence files before, kept for the next export of this process.

Keys name content: the hash under which a file is stored together with its size and time of change, so that
nothing kept outlives the bytes it was made from. What is kept never changes what is written, only how soon.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
FileKey = tuple[str, int, int]
_ALL: list[Kept[Any]] = []


class Kept(Generic[Value]):
    """Values by key, the ones not used for longest going first when their weight is over the limit."""

    def __init__(self, limit: int, weigh: Callable[[Value], int] = lambda _value: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._weight = 0
        self._turn = threading.Lock()
        _ALL.append(self)

    def find(self, key: Hashable) -> Value | None:
        """Return what is kept under `key`, else None."""
        with self._turn:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep `value` under `key` as far as there is room, and return it."""
        with self._turn:
            self._drop(key)
            weight = self._weigh(value)
            if weight > self._limit:
                return value
            self._values[key] = value
            self._weight += weight
            while self._weight > self._limit:
                self._drop(next(iter(self._values)))
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._turn:
            self._values.clear()
            self._weight = 0

    @property
    def weight(self) -> int:
        """Return the weight of all that is kept."""
        return self._weight

    def _drop(self, key: Hashable) -> None:
        if key in self._values:
            self._weight -= self._weigh(self._values.pop(key))


def file_key(sha256: str, path: Path) -> FileKey:
    """Return what names the content of a stored file."""
    state = path.stat()
    return sha256, state.st_size, state.st_mtime_ns


def forget() -> None:
    """Forget all that is kept; the next export finds it out again."""
    for kept in _ALL:
        kept.clear()
