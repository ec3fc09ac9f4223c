"""Incidents, what is done about them, and plans."""
