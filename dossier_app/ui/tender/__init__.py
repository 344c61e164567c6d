"""The parts of the tender page."""
