"""Bringing a hall back from a backup without giving a number twice."""
