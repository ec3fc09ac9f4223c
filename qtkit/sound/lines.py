"""What a program and its loudspeaker's process say to each other: one line of JSON for each message.

The program says ``play``, which is followed by as many bytes of samples as it announces, and ``stop``. The process says
``health``, ``began`` and ``ended``. The end of the program's lines is the end of the process.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import BinaryIO

STOP = b'{"do": "stop"}\n'


@dataclass(frozen=True, slots=True)
class PlayCommand:
    """Mono samples of 16 bits to be heard, ``rate`` hertz, ``volume`` 0 to 1 as it is perceived."""

    token: int
    pcm: bytes
    rate: int
    volume: float


@dataclass(frozen=True, slots=True)
class StopCommand:
    """Every sound is to end."""


@dataclass(frozen=True, slots=True)
class SoundHealth:
    """How the loudspeaker is, as in ``Loudspeaker.health``."""

    state: str
    message: str


@dataclass(frozen=True, slots=True)
class Began:
    """A sound is heard from now on."""

    token: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A sound is over."""

    token: int
    whole: bool


def play_line(play: PlayCommand) -> bytes:
    """The bytes that ask for a sound."""
    head = {"do": "play", "token": play.token, "rate": play.rate, "volume": play.volume, "bytes": len(play.pcm)}
    return _line(head) + play.pcm


def next_command(file: BinaryIO) -> PlayCommand | StopCommand | None:
    """Waits for the program's next command; None when there will be none, or when its line cannot be understood."""
    try:
        head = json.loads(file.readline())
        if head["do"] == "stop":
            return StopCommand()
        pcm = file.read(head["bytes"])
        return PlayCommand(head["token"], pcm, head["rate"], head["volume"]) if len(pcm) == head["bytes"] else None
    except (ValueError, KeyError, TypeError):
        return None


Report = SoundHealth | Began | Ended
_KINDS = {"health": SoundHealth, "began": Began, "ended": Ended}


def report_line(report: Report) -> bytes:
    """The bytes that report it."""
    return _line({"report": next(name for name, made in _KINDS.items() if made is type(report)), **asdict(report)})


def report_from(line: bytes) -> Report:
    """What a line reports. Raises ValueError when it is none of the loudspeaker's."""
    try:
        fields = json.loads(line)
        report: Report = _KINDS[fields.pop("report")](**fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not understood: {line!r}") from error
    return report


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields).encode() + b"\n"
