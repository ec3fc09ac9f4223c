"""Thousands of random touches and keys at a real kiosk window whose printer and store are slow, fail and go away."""
