"""The painted parts of the board, one widget each, so that a change repaints only what changed."""
