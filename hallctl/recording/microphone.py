"""The microphone as a process, and the player: Qt is in neither this program nor its way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Queue

from hall.errors import VoiceError
from hallctl.recording.events import Event, Gone, Heard

_ROOT = Path(__file__).parents[2]  # where its Python finds the packages, wherever the command was started
_CHUNK = 4096
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",), ("ffplay", "-nodisp", "-autoexit", "-v", "quiet"))


class Microphone:
    """What a microphone hears goes into ``events`` from the start on. Raises VoiceError when there is none."""

    def __init__(self, events: Queue[Event], rate: int, device: str = "", command: Sequence[str] = ()) -> None:
        """``command`` is another program than Qt's microphone, which answers as it does."""
        words = list(command) or [sys.executable, "-m", "qtkit.sound.microphone_process"]
        words += ["--rate", str(rate), *(["--device", device] if device else [])]
        self._events = events
        pipe = subprocess.PIPE
        # Unbuffered: what comes behind the first line is sound, and read as it comes.
        self._process = subprocess.Popen(words, bufsize=0, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=pipe)
        self._reader = threading.Thread(target=self._read, name="microphone", daemon=True)
        facts = self._facts()
        self.device, self.rate = str(facts.get("device", "")), int(str(facts.get("rate", 0)))
        self._reader.start()

    def close(self) -> None:
        """Ends it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.kill()
        self._process.wait()
        if self._reader.is_alive():
            self._reader.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _facts(self) -> dict[str, object]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        try:
            facts = json.loads(line)
        except ValueError:
            facts = {"error": self._last_words() or "The microphone could not be started."}
        if "error" in facts:
            self.close()
            raise VoiceError(str(facts["error"]))
        return dict(facts)

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        odd = b""
        while data := os.read(stream.fileno(), _CHUNK):
            data = odd + data
            whole = len(data) // 2 * 2
            odd = data[whole:]
            self._events.put(Heard(data[:whole]))
        self._events.put(Gone(self._last_words() or "The microphone stopped."))

    def _last_words(self) -> str:
        stream = self._process.stderr
        lines = stream.read().decode(errors="replace").strip().splitlines() if stream is not None else []
        return lines[-1] if lines else ""


def play(file: Path) -> str:
    """Play a WAV file and wait for its end; why it could not be played, or nothing."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME)
        return ""
    for name, *words in _PLAYERS:
        path = shutil.which(name)
        if (
            path is not None
            and not subprocess.run([path, *words, str(file)], capture_output=True, check=False).returncode
        ):
            return ""
    return "It cannot be played here: install a player, such as apt install pulseaudio-utils."
