"""The kiosk: a visitor chooses an agency and a service on the touchscreen and takes a number."""
