"""Alarms: those of services and machines, what is written down of them, and who sees to them."""
