"""The kiosk's pages, one widget for each: they show a screen and emit what was touched."""
