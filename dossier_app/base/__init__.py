"""What every layer may use: bilingual text, errors, paths, progress, log."""
