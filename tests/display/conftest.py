from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.qtkit.pulse import pulse

__all__ = ["pulse"]


@pytest.fixture
def translate(qapp):
    from hall.translator import Translator

    return Translator("id")


@pytest.fixture
def worker(qapp) -> Iterator[object]:
    from qtkit.serial_worker import SerialWorker

    worker = SerialWorker()
    yield worker
    worker.close()
