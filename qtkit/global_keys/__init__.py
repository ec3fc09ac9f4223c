"""Shortcuts that hold whatever program has the keyboard, and the edge of the screen that a bar takes for itself."""
