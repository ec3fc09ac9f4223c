"""Runs the kiosk: ``python -m kiosk``, and what the command ``mpp-kiosk`` starts."""

from __future__ import annotations

from qtkit.loading import load_lightly


def main() -> int:
    """Loads the program and runs it; returns its exit code."""
    load_lightly()
    from kiosk.app import main as run
    from kiosk.ending import start_again

    return start_again(run())


if __name__ == "__main__":
    raise SystemExit(main())
