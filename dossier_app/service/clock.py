"""The clock that callers may replace; the only place that asks the system for the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the moment in UTC."""


def system_clock() -> datetime:
    """Return the moment in UTC by this computer's clock."""
    return datetime.now(UTC)
