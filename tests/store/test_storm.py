"""Eight processes at once: every number once, every call once."""

from __future__ import annotations

from benchmarks.storm import storm


def test_eight_issuers_and_eight_counters_lose_and_double_nothing(database_url):
    result = storm(database_url, processes=8, issues=25)
    assert result.findings() == []
    assert sorted(result.numbers) == list(range(1, 201))
    assert len(result.calls) == 200
