"""Finished documents out as PDF, Excel, Word and packs."""
