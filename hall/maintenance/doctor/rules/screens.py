"""What Qt finds on this machine, and the pack of the hall's voice."""

from __future__ import annotations

from collections.abc import Iterator

from hall.maintenance.doctor.facts import Facts, Missed, ScreenFacts
from hall.maintenance.doctor.findings import Finding, Group, with_remedy
from hall.maintenance.doctor.rules.saying import Says
from hall.structure import Station

_SCREENS, _SOUND, _FONTS, _VOICE = (Says(group) for group in (Group.SCREENS, Group.SOUND, Group.FONTS, Group.VOICE))
_NAMED = 3
_REINSTALL = "install the program again with its lock file (docs/install.md)"


def screens(facts: Facts) -> Iterator[Finding]:
    """The screens, and whether this station's is among them."""
    seen = facts.screens
    yield from readable(facts)
    if isinstance(seen, Missed):
        yield _SCREENS.missed(seen)
        return
    station = facts.station
    if seen.screen_trouble:
        # A server needs none, and a command over ssh or from a timer sees none.
        say = _SCREENS.warning if station is not None and seen.in_session else _SCREENS.note
        yield say("none", *_both(seen.screen_trouble, "run `hall doctor` in the session of the screen"))
        return
    yield _SCREENS.well(", ".join(f"{name or '-'} {width} x {height}" for name, width, height in seen.screens))
    if station is not None and station.screen and not _has(seen, station.screen):
        what = f'no screen is called "{station.screen}", and the program fills another one'
        known = ", ".join(name for name, _, _ in seen.screens)
        yield _SCREENS.warning("name", what, f"write one of these as screen of [station]: {known}", where=station.name)


def readable(facts: Facts) -> Iterator[Finding]:
    """Whether this station's board is read from its farthest seat."""
    found, station = facts.readable, facts.station
    if isinstance(found, Missed):
        yield _SCREENS.missed(found)
    elif found and station is not None:
        what, remedy = found.rstrip("."), f"`mpp-display --check --station {station.name}` has the table"
        yield _SCREENS.warning("too_small", what, remedy, where=station.name)
    elif found is not None:
        yield _SCREENS.well("the board is read from its farthest seat", "readable")


def _has(seen: ScreenFacts, name: str) -> bool:
    """As ``qtkit.screens`` looks: by name, or by place in the list."""
    return name in {one for one, _, _ in seen.screens} or name in map(str, range(1, len(seen.screens) + 1))


def sound(facts: Facts) -> Iterator[Finding]:
    """The loudspeaker, for a station that speaks; and how many of the hall's boards are heard."""
    seen, station = facts.screens, facts.station
    if isinstance(seen, Missed):
        yield _SOUND.missed(seen)
    elif seen.device:
        yield _SOUND.well(seen.device)
    else:
        trouble = (
            seen.sound_trouble or "this machine has no loudspeaker; plug one in and see that the system plays on it"
        )
        wanted = station is not None and _speaks(station) and seen.in_session
        say = _SOUND.warning if wanted else _SOUND.note
        yield say("none", *_both(trouble, _REINSTALL))
    if not isinstance(facts.hall, Missed):
        for board in facts.hall.health.boards:
            if board.alive and board.sound not in ("off", "ok"):
                what = f"the board is not heard ({board.detail.rstrip('.') or board.sound})"
                yield _SOUND.fault(
                    "board_mute", what, "see its loudspeaker; `hall boards` tells when it is heard", where=board.name
                )
            for warning in board.warnings if board.alive else ():
                remedy = f"there: `mpp-display --check --station {board.name}`"
                yield _SOUND.warning(f"board_{warning}", _BOARD.get(warning, warning), remedy, where=board.name)


_BOARD = {"too_small": "its numbers are too small for the farthest seat", "media": "a picture or video cannot be shown"}


def _speaks(station: Station) -> bool:
    return station.speech.on or (station.board.voice and not station.printer)


def fonts(facts: Facts) -> Iterator[Finding]:
    """The typefaces of the screens."""
    seen = facts.screens
    if isinstance(seen, Missed):
        yield _FONTS.missed(seen)
        return
    if seen.font_trouble:
        yield _FONTS.fault("missing", *_both(seen.font_trouble, _REINSTALL))
    if seen.legible_trouble:
        yield _FONTS.warning("legible", *_both(seen.legible_trouble, _REINSTALL))
    if seen.fonts:
        yield _FONTS.well(", ".join(seen.fonts))


def voice(facts: Facts) -> Iterator[Finding]:
    """Whether the pack can say every call of this hall."""
    found = facts.voice
    if isinstance(found, Missed):
        yield _VOICE.missed(found)
    elif not found.here:
        speaks = facts.station is not None and _speaks(facts.station)
        say = _VOICE.warning if speaks else _VOICE.note
        yield say(
            "away",
            f"the pack {found.pack} is not on this machine",
            "copy its folder next to config.toml of every machine that speaks",
        )
    elif found.missing or found.broken:
        wrong = [*found.broken, *(f"{clip} is missing" for clip in found.missing)]
        more = f", and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        what = f"{found.pack} cannot say all calls of this hall: {', '.join(wrong[:_NAMED])}{more}"
        yield _VOICE.warning(
            "incomplete", what, "`hall voice check` names all; `hall voice build` makes what is missing"
        )
    else:
        yield _VOICE.well(f"{found.pack} says every call of this hall ({found.clips} clips)")


def _both(sentence: str, usual: str) -> tuple[str, str]:
    what, remedy = with_remedy(sentence.rstrip("."))
    return what, remedy or usual
