"""Proof of the kiosk's lock-down: what `hall service install kiosk --system` writes, on a small Debian of its own."""
