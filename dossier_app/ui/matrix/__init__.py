"""The three views of the matrix page: claims, stakeholders, reporting lists."""
