from __future__ import annotations

import pytest

from tests.store.estimates.hall_days import new_keeper


@pytest.fixture
def keeper(staffed, hall_url, clock):
    made = new_keeper(hall_url, clock)
    yield made
    made.close()
