"""Runs the board: ``python -m display``, and what the command ``mpp-display`` starts."""

from __future__ import annotations

from qtkit.loading import load_lightly


def main() -> int:
    """Loads the program and runs it; returns its exit code."""
    load_lightly()
    from display.app import main as run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
