"""Training of the reader: not part of the installed package; see docs/training.md."""
