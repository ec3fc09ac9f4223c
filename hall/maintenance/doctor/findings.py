"""What was found: how bad it is, where, what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How bad a finding is. A ``NOTE`` is worth knowing and no reason to act; a ``WARNING`` will become a fault, a
    ``FAULT`` keeps something from working now."""

    OK = 0
    NOTE = 1
    WARNING = 2
    FAULT = 3

    @property
    def word(self) -> str:
        """As people and JSON have it."""
        return self.name.lower()


class Group(StrEnum):
    """What findings are about, in the order in which they are shown."""

    DATABASE = "database"
    STATIONS = "stations"
    CLOCK = "clock"
    DISK = "disk"
    PRINTERS = "printers"
    SCREENS = "screens"
    SOUND = "sound"
    FONTS = "fonts"
    VOICE = "voice"
    BACKUP = "backup"
    CONFIGURATION = "configuration"
    FILES = "files"
    PORTS = "ports"
    POWER = "power"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``code`` is stable, ``where`` names the station, file or address, empty for this machine or the
    whole hall; ``what`` is one English sentence without its full stop, ``remedy`` what to do, empty for nothing."""

    group: Group
    code: str
    severity: Severity
    what: str
    remedy: str = ""
    where: str = ""

    @property
    def document(self) -> dict[str, str]:
        """It as JSON."""
        return {
            "group": self.group.value,
            "code": self.code,
            "severity": self.severity.word,
            "where": self.where,
            "what": self.what,
            "remedy": self.remedy,
        }


def worst(findings: Iterable[Finding]) -> Severity:
    """How bad the worst of them is."""
    return max((one.severity for one in findings), default=Severity.OK)


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, also of those of which there are none."""
    found = [one.severity for one in findings]
    return {severity: found.count(severity) for severity in Severity}


def with_remedy(sentence: str) -> tuple[str, str]:
    """What is wrong and what to do, of a sentence that says both with a semicolon between them; one in brackets is
    part of what another program said."""
    depth = 0
    for at, sign in enumerate(sentence):
        depth += (sign == "(") - (sign == ")")
        if sign == ";" and depth <= 0:
            return sentence[:at].strip(), sentence[at + 1 :].strip()
    return sentence.strip(), ""
