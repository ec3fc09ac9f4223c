"""The pages of the counter window."""
