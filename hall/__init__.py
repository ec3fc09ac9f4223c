"""The model of a public service hall: its words, rules and store. No Qt here."""

__version__ = "0.1.0"
