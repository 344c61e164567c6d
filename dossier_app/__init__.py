"""Dossier Builder: from a claim about imaging software to a pack that a hospital can verify."""

from typing import Final

__version__: Final = "0.2.0"
