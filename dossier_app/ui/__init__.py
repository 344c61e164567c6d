"""The window; the only place that knows PySide6."""

from dossier_app.ui import singletons

singletons.hold()
