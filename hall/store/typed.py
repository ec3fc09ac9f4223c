"""The guard of typed texts (``hall.typed``) as the store's operations ask it."""

from hall.typed import NAME, REASON, TITLE, joined, name_of, one_line, reason_of, refuse_signs, told_line

__all__ = ["NAME", "REASON", "TITLE", "joined", "name_of", "one_line", "reason_of", "refuse_signs", "told_line"]
