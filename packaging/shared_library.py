"""Whether this interpreter has the shared library that the freezer needs; exit 1 when not."""

import sys
import sysconfig
from ctypes import CDLL


def main() -> int:
    """Load the interpreter's shared library by its name; say by exit code whether that works."""
    name = sysconfig.get_config_var("INSTSONAME") or ""
    folder = sysconfig.get_config_var("LIBDIR") or ""
    for path in (name, f"{folder}/{name}"):
        try:
            CDLL(path)
        except OSError:
            continue
        return 0
    return 1


sys.exit(main())
