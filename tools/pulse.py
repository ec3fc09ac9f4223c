"""A PulseAudio of one's own: a loudspeaker into nothing, whose monitor is recorded. Debian: apt-get install pulseaudio
pulseaudio-utils."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from array import array
from pathlib import Path
from typing import IO

MISSING = [tool for tool in ("pulseaudio", "parec", "pactl") if shutil.which(tool) is None]
RATE = 48_000


class Pulse:
    """The server, from ``start`` to ``stop``; no other sound of the machine is touched."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mpp-pulse-"))
        self.socket = f"unix:{self.folder}/native"
        self.variables = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_SERVER": self.socket,
            "PULSE_LATENCY_MSEC": "60",  # a sink into nothing takes two seconds at a time otherwise
        }
        self._recorder: subprocess.Popen[bytes] | None = None
        self.begin()

    def begin(self) -> None:
        """Starts the server, at first or again."""
        self._server = self._start(
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit",
            "-L", f"module-native-protocol-unix socket={self.folder}/native",
            "-L", f"module-null-sink sink_name=hall rate={RATE} channels=2",
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while self.ask("info").returncode != 0:
            assert time.monotonic() < deadline, "PulseAudio did not start"

    def die(self) -> None:
        """Ends the server as a crash would, and the recorder with it."""
        self._end()

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What pactl says."""
        return subprocess.run(
            ["pactl", *words],  # noqa: S607
            env=self.variables,
            capture_output=True,
            encoding="utf-8",
            timeout=20,
            check=False,
        )

    def record(self) -> None:
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

    def heard(self) -> array[int]:
        """The samples so far."""
        data = self._file.read_bytes()
        return array("h", data[: len(data) // 2 * 2])

    def stop(self) -> None:
        """Ends everything."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        for process in (self._recorder, self._server):
            if process is not None:
                process.kill()
                process.wait(10)
        self._recorder = None

    def _start(self, *command: str, stdout: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=self.variables, stdout=stdout, stderr=subprocess.DEVNULL)
