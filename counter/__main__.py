"""``python -m counter``."""

from counter.app import main

raise SystemExit(main())
