"""A day of demand, played through the hall's real operations, audited and summed up at its end."""
