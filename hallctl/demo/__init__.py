"""`hall demo`: a temporary hall with three real programs, in windows or, without a screen, played by actors."""
