"""The painted parts of the window."""
