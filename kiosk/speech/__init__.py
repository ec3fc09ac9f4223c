"""The spoken kiosk: everything that a page shows is said, and everything that it offers is done by keys alone."""
