"""The real kiosk against printers that fail, killed and started again: two cases of the table of ``make paper``."""

from __future__ import annotations

import sys

import pytest

from benchmarks.paper_faults import KNOWN, PAUSES_S, PRINTERS, Case, pairs, run_case


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
@pytest.mark.parametrize(
    ("case", "slips"),
    [
        (Case("never reads, small buffer", "unverified", 120), "0 slips, 0 SALINAN"),
        (Case("well, killed in the middle", "process-id", 5), "1 slips, 1 SALINAN"),
    ],
    ids=lambda found: found.printer if isinstance(found, Case) else "",
)
def test_no_ghost_no_lost_number_and_no_second_slip_without_its_mark(case: Case, slips: str) -> None:
    row = run_case(case, quiet_s=3)
    assert row.wrong == []
    assert row.after.endswith(slips)


def test_the_short_table_has_every_pair() -> None:
    cases = pairs()
    assert {(case.printer, case.known) for case in cases} == {
        (printer, known) for printer in PRINTERS for known in KNOWN
    }
    assert {(case.printer, case.pause_s) for case in cases} == {
        (printer, pause) for printer in PRINTERS for pause in PAUSES_S
    }
    assert {(case.known, case.pause_s) for case in cases} == {(known, pause) for known in KNOWN for pause in PAUSES_S}
