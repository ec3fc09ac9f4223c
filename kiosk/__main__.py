"""Runs the kiosk: ``python -m kiosk``."""

from __future__ import annotations

from kiosk.app import main

raise SystemExit(main())
