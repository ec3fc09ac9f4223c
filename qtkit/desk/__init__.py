"""Widgets of the staff's windows: buttons, labels, panels, lists; know no queue."""
