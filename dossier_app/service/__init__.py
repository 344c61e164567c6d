"""The door: commands, queries, imports, exports."""
