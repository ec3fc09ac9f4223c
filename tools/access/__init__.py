"""The kiosk walked through all its pages, modes, sizes and languages, and measured: ``python -m tools.access``."""
