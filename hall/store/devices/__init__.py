"""Kiosks, printers, boards and voices in the database."""
