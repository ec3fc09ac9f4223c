"""The reports: each is a class that makes a document of the facts of a period; it knows no SQL and no format."""

from __future__ import annotations

from collections.abc import Mapping

from hall.report.kinds.kind import ReportKind
from hall.report.kinds.recap import Recap

KINDS: Mapping[str, ReportKind] = {kind.key: kind for kind in (Recap(),)}
"""All of them by their key, in the order in which they are offered."""

__all__ = ["KINDS", "ReportKind"]
