"""Starts the board with ``python -m display``."""

from __future__ import annotations

from display.app import main

if __name__ == "__main__":
    raise SystemExit(main())
