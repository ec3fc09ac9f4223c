from __future__ import annotations

import pytest


@pytest.fixture
def staffed(store):
    """The small hall with somebody at each of its counters."""
    with store.begin() as work:
        for number in ("1", "2", "3"):
            work.sign_in(number, work.add_user(f"user{number}", f"Petugas {number}", "407163").id, actor="test")
    return store
