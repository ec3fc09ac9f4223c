"""Rules: what the facts mean. Pure."""
