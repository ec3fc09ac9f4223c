"""How long the hall says that people wait, and how long they waited."""
