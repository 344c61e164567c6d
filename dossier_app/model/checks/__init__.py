"""Checks, one module a subject; each yields findings."""
