"""A small rotating log that never holds what a dossier says: events, counts and places in our own code."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dossier_app.base.paths import log_folder

_SIZE = 1 << 20
_KEPT = 5
_NAME = "dossier.log"


def open_log(folder: Path | None = None) -> logging.Logger:
    """Return the program's logger, writing to five files of 1 MB in the user's log folder."""
    logger = logging.getLogger("dossier_app")
    if not logger.handlers:
        place = folder or log_folder()
        place.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            place / _NAME, maxBytes=_SIZE, backupCount=_KEPT - 1, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger


def note_crash() -> str:
    """Log the running exception's type and the lines of code it passed, not its message; return the log's path."""
    kind, _, trace = sys.exc_info()
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    logger = open_log()
    logger.error("%s\n%s", kind.__name__ if kind else "?", "\n".join(lines))
    handler = logger.handlers[0]
    return handler.baseFilename if isinstance(handler, RotatingFileHandler) else ""
