from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def words(qapp):
    from qtkit.words import Words

    return Words("id")


@pytest.fixture
def lane(qapp) -> Iterator[object]:
    from qtkit.lane import Lane

    lane = Lane()
    yield lane
    lane.close()
