"""A PulseAudio of the test's own: a loudspeaker into nothing, whose monitor is recorded.

Tests with real sound take as long as the sound, and a busy machine tears it: they are run by ``make sound``.
"""

import array
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

MISSING = [tool for tool in ("pulseaudio", "parec", "pactl") if shutil.which(tool) is None]
REASON = f"no PulseAudio on this machine ({', '.join(MISSING)} missing)"
if os.environ.get("MPP_REAL_SOUND") != "1":
    MISSING, REASON = ["make sound"], "real sound is tried by `make sound`"
RATE = 48_000


class Pulse:
    """The server, from ``start`` to ``stop``; no other sound of the machine is touched."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="mpp-pulse-"))
        self.socket = f"unix:{self.folder}/native"
        self.variables = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_SERVER": self.socket,
            "PULSE_LATENCY_MSEC": "60",  # a sink into nothing takes two seconds at a time otherwise
        }
        self._recorder = None
        self.begin()

    def begin(self):
        """Starts the server, at first or again."""
        self._server = self._start(
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit",
            "-L", f"module-native-protocol-unix socket={self.folder}/native",
            "-L", f"module-null-sink sink_name=hall rate={RATE} channels=2",
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while self.ask("info").returncode != 0:
            assert time.monotonic() < deadline, "PulseAudio did not start"

    def die(self):
        """Ends the server as a crash would, and the recorder with it."""
        self._end()

    def ask(self, *translate):
        return subprocess.run(
            ["pactl", *translate], env=self.variables, capture_output=True, text=True, timeout=20, check=False
        )

    def record(self):
        """Records what the loudspeaker plays, from now on."""
        self._file = self.folder / "heard.raw"
        with self._file.open("wb") as file:
            self._recorder = self._start(
                "parec", "-d", "hall.monitor", "--format=s16le", "--channels=1", f"--rate={RATE}", "--latency-msec=20",
                stdout=file,
            )  # fmt: skip
        deadline = time.monotonic() + 20
        while self._file.stat().st_size == 0:
            assert time.monotonic() < deadline, "the recorder heard nothing, not even silence"

    def heard(self):
        """The samples so far."""
        data = self._file.read_bytes()
        return array.array("h", data[: len(data) // 2 * 2])

    def stop(self):
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self):
        for process in (self._recorder, self._server):
            if process is not None:
                process.kill()
                process.wait(10)
        self._recorder = None

    def _start(self, *command, stdout=subprocess.DEVNULL):
        return subprocess.Popen(command, env=self.variables, stdout=stdout, stderr=subprocess.DEVNULL)


@pytest.fixture
def pulse(monkeypatch):
    """A running PulseAudio of the test's own, which Qt finds from now on."""
    made = Pulse()
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_LATENCY_MSEC"):
        monkeypatch.setenv(name, made.variables[name])
    yield made
    made.stop()
