from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# importlib mode puts no test folder on the path; the hand-made boards stand beside these tests.
sys.path.append(str(Path(__file__).parent))


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
