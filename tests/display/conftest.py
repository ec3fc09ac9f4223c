from __future__ import annotations

from collections.abc import Iterator

import pytest


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


@pytest.fixture
def pulse(monkeypatch):
    """A running PulseAudio of the test's own, which Qt finds from now on."""
    from tests.display.pulse import Pulse

    made = Pulse()
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_LATENCY_MSEC"):
        monkeypatch.setenv(name, made.variables[name])
    yield made
    made.stop()
