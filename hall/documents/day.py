"""The closing sheet of a business day as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from hall.closing_sheet import ClosingSheet
from hall.documents.values import time_text
from hall.views import SheetPrint


def sheet_document(sheet: ClosingSheet, prints: Sequence[SheetPrint] = ()) -> dict[str, Any]:
    """The closing sheet of a business day, and what became of its ``prints`` on slip printers."""
    return {
        "business_day": sheet.day.isoformat(),
        "opened_at": sheet.opened_at.isoformat(),
        "opened_by": sheet.opened_by,
        "closed_at": time_text(sheet.closed_at),
        "closed_by": sheet.closed_by or None,
        "reason": sheet.reason or None,
        "expired": sheet.expired,
        "total": asdict(sheet.total),
        "services": [
            {
                "prefix": line.prefix,
                "service": line.service,
                "agency": line.agency,
                **asdict(line.counts),
                "first": line.first or None,
                "last": line.last or None,
                "gaps": [
                    {
                        "first": gap.first,
                        "last": gap.last,
                        "reason": gap.reason,
                        "by": gap.by,
                        "withdrawn": gap.withdrawn,
                    }
                    for gap in line.gaps
                ],
            }
            for line in sheet.lines
        ],
        "moved": [one._asdict() for one in sheet.moved],
        "prints": [
            {"kiosk": one.station, "state": one.state, "detail": one.detail, "by": one.actor, "at": time_text(one.at)}
            for one in prints
        ],
    }
