"""The supervisor's window: the whole hall on one page."""
