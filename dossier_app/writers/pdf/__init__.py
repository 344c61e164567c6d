"""PDF writing."""
