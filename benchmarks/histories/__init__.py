"""Recorded histories of a hall, and a search for a legal order of them by the full calling rule (decision 025)."""
