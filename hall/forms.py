"""How slips, reports, the voice, kiosks and the survey look and sound in this hall, as the configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from hall.survey.regulation import DEFAULT

SECOND_LANGUAGES = ("", "en")
VOICE_NUMBERS = ("digits", "whole")
SLIP_PARTS = ("hall", "number", "service", "ahead", "directions", "qr", "requirement", "footer")
"""What can stand on a slip: the hall with its logo, the number, service and agency, people ahead and wait, zone and
way, the QR, what to bring, and the last lines."""


@dataclass(frozen=True, slots=True)
class SlipForm:
    """What stands on a slip, from top to bottom (``SLIP_PARTS``; the number always does).

    ``footer`` and ``footer_en`` replace the usual last lines, with none when they are empty; English ones that are None
    are the Indonesian ones, and those that are None the usual ones. ``second_language`` says service, way and
    requirement in another language too (``en`` or empty); ``logo`` is a black and white picture as base64 of a PNG,
    empty for ours. ``survey`` invites to the satisfaction survey below the last lines. ``closing_sheet`` names
    the kiosk that prints a business day's closing sheet when the day closes, empty for none.
    """

    parts: tuple[str, ...] = ("hall", "number", "service", "ahead", "directions", "qr", "footer")
    footer: tuple[str, ...] | None = None
    footer_en: tuple[str, ...] | None = None
    second_language: str = ""
    logo: str = ""
    survey: bool = False
    closing_sheet: str = ""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What stands on reports, and what they are about.

    ``letterhead`` are the lines over the first page, the office first; ``signed_by`` is the office that signs, and
    ``signer`` the name below it. ``logo`` is a picture as base64 of a PNG, empty for none. A counter is late whose
    first call came more than ``late_after`` its schedule began. ``by_clerk``: figures are kept for each clerk too.
    """

    letterhead: tuple[str, ...] = ()
    signed_by: str = ""
    signer: str = ""
    logo: str = ""
    late_after: timedelta = timedelta(minutes=10)
    by_clerk: bool = False


@dataclass(frozen=True, slots=True)
class VolumeStep:
    """From ``start`` of each day on, local time, the voice has ``percent`` of its full loudness."""

    start: time
    percent: int


@dataclass(frozen=True, slots=True)
class VoiceForm:
    """How calls are spoken.

    ``pack`` is a folder made by ``hall voice build`` or by the hall itself, empty for the program's own; ``languages``
    are spoken one after the other. ``numbers`` is ``digits`` ("nol empat dua") or ``whole`` ("empat puluh dua");
    ``repeat`` is how often a call is said; ``agency`` says whose call it is. A call that is older than
    ``announce_within`` is listed, not announced. ``volumes`` follow the day, in order; none is full loudness all day.
    """

    pack: str = ""
    languages: tuple[str, ...] = ("id",)
    numbers: str = "digits"
    repeat: int = 2
    agency: bool = False
    chime: bool = True
    announce_within: timedelta = timedelta(seconds=60)
    volumes: tuple[VolumeStep, ...] = ()


@dataclass(frozen=True, slots=True)
class KioskForm:
    """What holds at all kiosks of the hall.

    ``most_used_first``: in each agency the services come first that most numbers of the last weeks were for.
    ``popular`` are searches that stand ready on the search page, ``popular_en`` for who reads English, empty for
    the same. ``attract``: a page that invites and explains stands on a kiosk that nobody uses. ``ask_papers``:
    before a number the visitor is asked which of the service's papers are there, ``ask_files``: how many files or
    persons come with it; a service may differ. ``complaints`` says where to complain about a service that names no
    place of its own, in Indonesian and English. ``bookings``: visitors come with bookings, so a key on the first
    page is for them. ``calm``: nothing moves on the screens. ``key_pause_ms``: the same key of a keyboard counts
    again after so many milliseconds.
    """

    most_used_first: bool = False
    popular: tuple[str, ...] = ()
    popular_en: tuple[str, ...] = ()
    attract: bool = False
    ask_papers: bool = False
    ask_files: bool = False
    complaints: str = ""
    complaints_en: str = ""
    bookings: bool = False
    calm: bool = False
    key_pause_ms: int = 500


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """How visitors are asked whether they are satisfied (``hall.survey``).

    ``kiosk`` asks at the kiosks. ``regulation`` is the key of one, ``weight`` one of its weights as it is written,
    ``ask`` keys of its questions about the respondent. A visit may answer on its day and until ``days`` - 1 days later.
    """

    kiosk: bool = False
    regulation: str = DEFAULT
    weight: str = "1/9"
    days: int = 1
    ask: tuple[str, ...] = ()
