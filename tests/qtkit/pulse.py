"""A PulseAudio of the test's own.

Tests with real sound take as long as the sound, and a busy machine tears it: they are run by ``make sound``.
"""

import os

import pytest

from tools.pulse import MISSING as MISSING_TOOLS
from tools.pulse import RATE, Pulse

__all__ = ["MISSING", "RATE", "REASON", "Pulse", "pulse"]

MISSING = MISSING_TOOLS
REASON = f"no PulseAudio on this machine ({', '.join(MISSING)} missing)"
if os.environ.get("MPP_REAL_SOUND") != "1":
    MISSING, REASON = ["make sound"], "real sound is tried by `make sound`"


@pytest.fixture
def pulse(monkeypatch):
    """A running PulseAudio of the test's own, which Qt finds from now on."""
    made = Pulse()
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_LATENCY_MSEC"):
        monkeypatch.setenv(name, made.variables[name])
    yield made
    made.stop()
