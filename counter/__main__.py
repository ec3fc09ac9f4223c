"""Runs the counter: ``python -m counter``, and what the command ``mpp-counter`` starts."""

from __future__ import annotations

from qtkit.loading import load_lightly


def main() -> int:
    """Loads the program and runs it; returns its exit code."""
    load_lightly()
    from counter.app import main as run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
