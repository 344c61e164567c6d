"""The samples that ship: fictitious products, their dossiers and papers, made the same way each time."""
