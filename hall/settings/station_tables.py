"""The tables [station], [[station]], [station.board] and [station.speech]: a machine, its board, how it speaks.

Annotations are values here, as in ``schema``.
"""

from typing import Annotated, Literal

from hall.settings.tables import Limit, Table, key
from hall.settings.values import File, FileOrNothing, Line, LineOrNothing, Printer, one_of
from hall.structure import ARROWS, LAYOUTS, PRINT_MODES, SPEECH_KEYS, START_KEYS, THEMES, BoardSetup, SpeechSetup

_SWITCH = "true or false, without quotes"


class BoardTable(Table):
    """What a board shows next to the calls, and whether it speaks."""

    layout: Annotated[str, one_of(LAYOUTS)] = key(
        default=BoardSetup().layout, description='"calls", "media" (videos and pictures) or "counters" (a list of all)'
    )
    theme: Annotated[str, one_of(THEMES)] = key(
        default=BoardSetup().theme, description='"dark", "light" or "contrast" (for weak televisions)'
    )
    agencies: list[Line] = key(default=[], description='a list of ids of agencies, such as ["disdukcapil"]')
    media: Annotated[list[Annotated[File, Limit(max_length=300)]], Limit(max_length=100)] = key(
        default=[], description='a list of files and folders next to this file, such as ["media"]'
    )
    picture_seconds: int = key(
        default=BoardSetup().picture_seconds, ge=3, le=600, description="whole seconds from 3 to 600"
    )
    media_volume: int = key(default=BoardSetup().media_volume, ge=0, le=100, description="a whole number from 0 to 100")
    voice: bool = key(default=BoardSetup().voice, description=_SWITCH)
    volume: int = key(default=BoardSetup().volume, ge=0, le=100, description="a whole number from 0 to 100")
    arrows: dict[str, Annotated[str, one_of(ARROWS)]] = key(
        default={}, description='ids of zones, each with "up", "down", "left" or "right", such as { menara = "up" }'
    )
    waits: bool = key(default=BoardSetup().waits, description=_SWITCH)
    waits_held: bool = key(default=BoardSetup().waits_held, description=_SWITCH)


class SpeechTable(Table):
    """How a kiosk speaks to a visitor who cannot see it."""

    on: bool = key(default=SpeechSetup().on, description=_SWITCH)
    input: Annotated[str, one_of(SPEECH_KEYS)] = key(
        default=SpeechSetup().input, description='"keypad" (twelve keys), "five" (raised keys) or "keyboard"'
    )
    start_key: Annotated[str, one_of(START_KEYS)] = key(
        default=SpeechSetup().start_key,
        description="the sign of the key that begins, one of " + ", ".join(f'"{sign}"' for sign in START_KEYS),
    )
    volume_db: float = key(default=SpeechSetup().volume_db, ge=-40, le=0, description="decibels from -40 to 0")
    headphones: FileOrNothing = key(
        default="",
        max_length=200,
        description='part of the name of their output, such as "USB Audio", the file of their switch, such as '
        '"/dev/input/event5", or ""',
    )
    voices: FileOrNothing = key(
        default="", max_length=200, description='a folder next to this file with piper\'s models, or ""'
    )
    paper_place: LineOrNothing = key(
        default="", max_length=90, description="a sentence of up to 90 characters, in Indonesian"
    )
    paper_place_en: LineOrNothing = key(
        default="", max_length=90, description="a sentence of up to 90 characters, in English"
    )


class LocalStationTable(Table):
    """This one machine."""

    name: LineOrNothing = key(
        default="", max_length=64, description="a name of up to 64 characters; left out: the machine's own"
    )
    zone: LineOrNothing = key(default="", description="the id of a [[zone]]; left out: the whole hall")
    printer: Printer = key(
        default="",
        description='"tcp://192.168.10.21:9100", "usb://", "serial:///dev/ttyUSB0", "file:///dev/usb/lp0", '
        '"paper:slips" (PNG files in a folder) or "" for no printer',
    )
    paper_mm: Literal[80, 58] = key(default=80, description="80 or 58, a number without quotes")
    print_mode: Annotated[str, one_of(("", *PRINT_MODES))] = key(
        default="", description='"raster" (a picture), "mix", "text", or "" for what suits the printer\'s link'
    )
    roll_m: float = key(default=0.0, ge=1, le=300, description="metres from 1 to 300; left out: not counted")
    fallback: LineOrNothing = key(
        default="", max_length=64, description='the name of a [[station]] whose printer takes over, or ""'
    )
    screen: FileOrNothing = key(
        default="", max_length=64, description='the name of a screen, such as "HDMI-1", or "" for the main one'
    )
    diagonal_inch: float = key(
        default=0.0,
        ge=3,
        le=200,
        description="a number from 3 to 200; left out: as the screen says",
    )
    distance_m: float = key(default=0.0, ge=0.3, le=100, description="metres from 0.3 to 100; left out: not known")
    screen_bottom_mm: float = key(
        default=0.0, ge=100, le=1500, description="millimetres from 100 to 1500; left out: 900"
    )
    locked: bool = key(default=False, description=_SWITCH)
    board: BoardTable = key(default=BoardTable(), description="a table [station.board], for boards")
    speech: SpeechTable = key(default=SpeechTable(), description="a table [station.speech], for kiosks")


class StationTable(LocalStationTable):
    """One of the hall's machines, found by its name."""

    name: Line = key(max_length=64, description="a name of up to 64 characters, used once")
