"""The play of halls that burn at noon says when a number was given twice."""

from __future__ import annotations

import pytest

from benchmarks.floors import databases
from benchmarks.restore_noon import PROOFS, Tally, burn
from hall.maintenance.restoring import ahead


@pytest.mark.proof
def test_no_proof_lets_a_number_be_given_twice():
    tallies = {proof: Tally() for proof in PROOFS}
    with databases("sqlite") as database:
        burn(database, 4, tallies)
    assert {proof: tally.twice for proof, tally in tallies.items()} == {proof: [] for proof in PROOFS}
    assert all(tally.restores == 1 for tally in tallies.values())
    assert tallies["all journals"].passed == tallies["typed"].passed <= tallies["nothing"].passed


def test_a_restore_that_forgets_the_paper_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ahead.Ahead, "moved", ())
    tallies = {proof: Tally() for proof in PROOFS}
    with databases("sqlite") as database:
        burn(database, 4, tallies)
    assert all(tally.twice for tally in tallies.values())
