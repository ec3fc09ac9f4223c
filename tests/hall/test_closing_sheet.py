"""A line of the closing sheet adds up, whatever became of its numbers."""

from __future__ import annotations

from dataclasses import asdict

from hall.closing_sheet import SheetCounts, SheetGap, SheetService, TicketGroup, lines_of
from hall.lifecycle import State

SERVICES = {"B": SheetService("Akta", "Capil"), "A": SheetService("KTP", "Capil"), "C": SheetService("KK", "Capil")}
GROUPS = [
    TicketGroup("A", State.DONE, "served", False, 30, 1, 44),
    TicketGroup("A", State.DONE, "not_served", False, 2, 7, 9),
    TicketGroup("A", State.NO_SHOW, "", False, 3, 2, 40),
    TicketGroup("A", State.CANCELLED, "", False, 4, 5, 50),
    TicketGroup("A", State.CANCELLED, "", True, 5, 51, 58),
    TicketGroup("Z", State.WAITING, "", False, 1, 3, 3),
]
GAPS = [SheetGap("A", 55, 57, "listrik padam", "Rina"), SheetGap("B", 1, 1, "kertas", "Rina")]


def test_a_line_adds_up_and_says_first_and_last_number_and_its_gaps():
    lines = {line.prefix: line for line in lines_of(SERVICES, GROUPS, GAPS)}
    assert list(lines) == ["B", "A", "Z"]
    assert lines["A"].counts == SheetCounts(44, 30, 2, 3, 4, 5)
    assert (lines["A"].first, lines["A"].last) == ("A-001", "A-058")
    assert [gap.codes for gap in lines["A"].gaps] == ["A-055\u2013A-057"]
    assert (lines["B"].counts, lines["B"].first, lines["B"].gaps[0].codes) == (SheetCounts(), "", "B-001")
    assert (lines["Z"].service, lines["Z"].counts.waiting) == ("Z", 1)
    for line in lines.values():
        counts = asdict(line.counts)
        assert counts.pop("issued") == sum(counts.values())
