"""How loud the kiosk speaks: the hall's own level, and steps around it that last until the visitor leaves."""

from __future__ import annotations

from dataclasses import dataclass

STEPS_DB = (-12, -6, 0, 12, 20)
"""The first step up is 12 dB, the last 20 dB above the set level (EN 301 549 5.1.3.12, 14 CFR 382.57(c)(5))."""
_SET = STEPS_DB.index(0)
SPEEDS = (110, 130, 150, 180, 220, 270)
_USUAL = SPEEDS.index(150)


@dataclass(frozen=True, slots=True)
class Loudness:
    """The level of speech: ``set_db`` below the loudest that the output plays, moved by ``step``; ``pace`` is how
    fast."""

    set_db: float = -20.0
    step: int = _SET
    pace: int = _USUAL

    def louder(self) -> Loudness:
        """One step up; the last one stays."""
        return Loudness(self.set_db, min(self.step + 1, len(STEPS_DB) - 1), self.pace)

    def quieter(self) -> Loudness:
        """One step down; the first one stays."""
        return Loudness(self.set_db, max(self.step - 1, 0), self.pace)

    def faster(self) -> Loudness:
        """The next speed."""
        return Loudness(self.set_db, self.step, min(self.pace + 1, len(SPEEDS) - 1))

    def slower(self) -> Loudness:
        """The speed before."""
        return Loudness(self.set_db, self.step, max(self.pace - 1, 0))

    def reset(self) -> Loudness:
        """As the hall set it, for the next visitor."""
        return Loudness(self.set_db)

    @property
    def gain(self) -> float:
        """The factor of the samples, up to 1."""
        return float(min(1.0, 10 ** ((self.set_db + STEPS_DB[self.step]) / 20)))

    @property
    def volume(self) -> float:
        """The same as the loudspeaker wants it: 0 to 1 as it is perceived (Qt's logarithmic scale, the inverse of
        ``QtAudio.convertVolume``)."""
        return 1.0 if self.gain >= 0.99 else 1.0 - 100.0**-self.gain

    @property
    def words_a_minute(self) -> int:
        """How fast it is read."""
        return SPEEDS[self.pace]

    @property
    def level(self) -> int:
        """The step as it is said, from 1."""
        return self.step + 1

    @property
    def speed(self) -> int:
        """The speed as it is said, from 1."""
        return self.pace + 1
