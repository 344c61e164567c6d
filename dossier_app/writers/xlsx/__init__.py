"""Excel writing."""
