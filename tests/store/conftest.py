from __future__ import annotations

import pytest

from tests.hall_samples import BY


@pytest.fixture
def staffed(store):
    """The small hall with somebody at each of its counters."""
    with store.begin() as work:
        for number in ("1", "2", "3"):
            work.counter(number, BY).sign_in(work.staff.add(f"user{number}", f"Petugas {number}", "407163", BY).id)
    return store
