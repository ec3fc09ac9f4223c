"""The pages of the clerk's window."""
