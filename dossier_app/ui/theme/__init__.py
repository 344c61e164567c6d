"""Colours, sizes, fonts and icons by role; no other module of the window names a colour."""

from __future__ import annotations

from dossier_app.ui.theme.roles import DARK, LIGHT, Role, Scheme, Shade, Tone
from dossier_app.ui.theme.sizes import Size

__all__ = ["DARK", "LIGHT", "Role", "Scheme", "Shade", "Size", "Tone"]
