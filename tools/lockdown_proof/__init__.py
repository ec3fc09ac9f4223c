"""Proof of the kiosk's lock-down: the units of assets/deploy on a small Debian of its own."""
