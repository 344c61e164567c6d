"""Where the built program begins: the same words as `python -m dossier_app`."""

import sys

from dossier_app.__main__ import main

sys.exit(main())
