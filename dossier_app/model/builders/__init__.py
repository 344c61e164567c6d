"""Pure builders: a dossier and a brief in, finished document trees out."""
