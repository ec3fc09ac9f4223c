"""The closing sheet on both databases: of an open day, of a closed one, and of one agency."""

from __future__ import annotations

from datetime import date

import pytest

from hall.access import By
from hall.closing_sheet import SheetCounts, SheetMove
from hall.errors import Refused
from hall.report.closing import closing_report
from hall.translator import INDONESIAN
from tests.hall_samples import BY


def sheet(store, by=BY, day=None):
    with store.read() as reader:
        return reader.sheets.of(by, day)


@pytest.fixture
def worked(staffed, clock):
    """A: served, no-show, cancelled by its visitor, and two that wait; 2G: one that waits; B: three on paper."""
    run = staffed.run
    made = [run(lambda w: w.tickets.issue("A", BY)).id for _ in range(5)]
    run(lambda w: w.tickets.issue("2G", BY))
    run(lambda w: w.tickets.import_manual("B", 3, BY, reason="listrik padam"))
    for end in ("finish", "no_show"):
        clock.move(minutes=1)
        run(lambda w: w.counter("1", BY).call_next())
        run(lambda w, end=end: getattr(w.counter("1", BY), end)())
    run(lambda w: w.tickets.cancel(made[2], BY, reason="pergi"))
    clock.move(minutes=1)
    return staffed


def test_the_sheet_of_a_closed_day_says_what_waited_and_who_closed_it(worked, clock):
    assert sheet(worked).lines[0].counts == SheetCounts(5, 1, 0, 1, 1, 2)
    assert sheet(worked).closed_at is None
    worked.run(lambda w: w.staff.add("ani", "Ani Lestari", "407163", BY, role="supervisor"))
    worked.run(lambda w: w.day.close(By.staff("supervisor", "ani"), reason="selesai"))
    clock.move(hours=20)
    made = sheet(worked)
    assert [(line.prefix, line.counts) for line in made.lines] == [
        ("A", SheetCounts(5, 1, 0, 1, 1, 2)),
        ("B", SheetCounts()),
        ("2G", SheetCounts(1, waiting=1)),
    ]
    assert made.total == SheetCounts(6, 1, 0, 1, 1, 3)
    assert (made.closed_by, made.reason, made.expired) == ("Ani Lestari", "selesai", False)
    assert [(gap.codes, gap.reason) for gap in made.gaps] == [("B-001\u2013B-003", "listrik padam")]
    assert sheet(worked, day=made.day) == made


def test_a_correction_moves_a_number_within_its_line(worked):
    with worked.read() as reader:
        no_show = reader.tickets.find("A-002").id
    worked.run(lambda w: w.tickets.correct(no_show, BY, state="done", service="2G", reason="keliru"))
    assert sheet(worked).lines[0].counts == SheetCounts(5, 2, 0, 0, 1, 2)


def test_an_agencys_supervisor_gets_the_own_services_and_a_clerk_none(worked):
    made = sheet(worked, By.staff("agency_supervisor", "umar", agency="imigrasi"))
    assert [line.prefix for line in made.lines] == ["2G"]
    for by, day, code in (
        (By.clerk("siti"), None, "needs_supervisor"),
        (BY, date(2020, 1, 1), "unknown_day"),
    ):
        with pytest.raises(Refused) as refusal:
            sheet(worked, by, day)
        assert refusal.value.code == code


def test_before_the_first_day_there_is_no_sheet(store):
    with pytest.raises(Refused) as refusal:
        sheet(store)
    assert refusal.value.code == "no_open_day"


def test_numbers_that_moved_are_named_because_reports_count_them_elsewhere(store):
    for _ in range(3):
        store.run(lambda w: w.tickets.issue("B", BY))
    store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.closures.close("service", BY, "B", reason="Blanko habis", holders="move", move_to="A"))
    store.run(lambda w: w.tickets.transfer(w.tickets.find("A-001").id, BY, service="2G"))
    made = sheet(store)
    assert made.moved == (SheetMove("A", "2G", 1), SheetMove("B", "A", 3))
    assert {line.prefix: line.counts.issued for line in made.lines} == {"A": 1, "B": 3}
    (remark,) = closing_report(made, INDONESIAN).remarks
    assert remark.endswith("Pindah: 1 nomor A ke 2G; 3 nomor B ke A.")
    of_imigrasi = By.staff("agency_supervisor", "dewi", agency="imigrasi")
    assert sheet(store, of_imigrasi).moved == (SheetMove("A", "2G", 1),)
