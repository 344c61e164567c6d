"""Foreign files in: buyers' tender files and evidence, parsed in a child process into plain data."""
