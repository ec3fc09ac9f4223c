"""Somebody at a microphone and a keyboard records a voice."""
