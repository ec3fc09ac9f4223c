"""`python -m hallctl` is the `hall` command."""

from __future__ import annotations

from hallctl.start import main

raise SystemExit(main())
