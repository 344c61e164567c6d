"""The editor of the product technical requirements."""
