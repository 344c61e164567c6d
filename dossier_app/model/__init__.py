"""The product in pure Python: declarations, checks, the document tree. No I/O, no clock."""
