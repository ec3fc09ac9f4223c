"""How opening hours and rules are written as JSON in the database, and read back."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from hall.structure import (
    BoardSetup,
    Calendar,
    Holiday,
    Profile,
    Rules,
    SlipForm,
    TimeRange,
    VoiceForm,
    VolumeStep,
    WeeklyHours,
)


def hours_to_json(hours: WeeklyHours | None) -> list[list[str]] | None:
    """Seven lists of ``"07:30-12:00"``, Monday first; None stays None."""
    if hours is None:
        return None
    return [[f"{r.start:%H:%M}-{r.end:%H:%M}" for r in day] for day in hours.days]


def hours_from_json(value: list[list[str]] | None) -> WeeklyHours | None:
    """The reverse of ``hours_to_json``."""
    if value is None:
        return None
    return WeeklyHours(tuple(tuple(_range(text) for text in day) for day in value))


def _range(text: str) -> TimeRange:
    start, _, end = text.partition("-")
    return TimeRange(time.fromisoformat(start), time.fromisoformat(end))


def profiles_to_json(profiles: tuple[Profile, ...]) -> list[dict[str, Any]]:
    """Dated hours as plain values."""
    return [
        {"name": p.name, "first": p.first.isoformat(), "last": p.last.isoformat(), "hours": hours_to_json(p.hours)}
        for p in profiles
    ]


def profiles_from_json(value: list[dict[str, Any]]) -> tuple[Profile, ...]:
    """The reverse of ``profiles_to_json``."""
    return tuple(_profile(entry) for entry in value)


def _profile(entry: dict[str, Any]) -> Profile:
    hours = hours_from_json(entry["hours"])
    assert hours is not None
    return Profile(entry["name"], date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"]), hours)


def slip_to_json(slip: SlipForm) -> dict[str, Any]:
    """The form of the slips as plain values."""
    return {
        "parts": list(slip.parts),
        # A list that is empty was always "the usual ones" for older programs; none at all is one empty line.
        "footer": _lines_to_json(slip.footer),
        "footer_en": _lines_to_json(slip.footer_en),
        "second_language": slip.second_language,
        "logo": slip.logo,
    }


def slip_from_json(value: dict[str, Any]) -> SlipForm:
    """The reverse of ``slip_to_json``; what an older hall does not hold is as usual."""
    if not value:
        return SlipForm()
    return SlipForm(
        tuple(value["parts"]),
        _lines_from_json(value["footer"]),
        _lines_from_json(value["footer_en"]),
        value["second_language"],
        value["logo"],
    )


def _lines_to_json(lines: tuple[str, ...] | None) -> list[str]:
    if lines is None:
        return []
    return list(lines) or [""]


def _lines_from_json(value: list[str]) -> tuple[str, ...] | None:
    return tuple(line for line in value if line) if value else None


def voice_to_json(voice: VoiceForm) -> dict[str, Any]:
    """How calls are spoken, as plain values."""
    return {
        "pack": voice.pack,
        "languages": list(voice.languages),
        "numbers": voice.numbers,
        "repeat": voice.repeat,
        "agency": voice.agency,
        "chime": voice.chime,
        "announce_within": int(voice.announce_within.total_seconds()),
        "volumes": [[step.start.isoformat("minutes"), step.percent] for step in voice.volumes],
    }


def voice_from_json(value: dict[str, Any]) -> VoiceForm:
    """The reverse of ``voice_to_json``; what an older program did not write is as usual."""
    usual = VoiceForm()
    within = value.get("announce_within")
    return VoiceForm(
        pack=value.get("pack", usual.pack),
        languages=tuple(value.get("languages", usual.languages)),
        numbers=value.get("numbers", usual.numbers),
        repeat=value.get("repeat", usual.repeat),
        agency=value.get("agency", usual.agency),
        chime=value.get("chime", usual.chime),
        announce_within=usual.announce_within if within is None else timedelta(seconds=within),
        volumes=tuple(VolumeStep(time.fromisoformat(start), percent) for start, percent in value.get("volumes", [])),
    )


def board_to_json(board: BoardSetup) -> dict[str, Any]:
    """What a board shows, as plain values."""
    return {
        "layout": board.layout,
        "theme": board.theme,
        "agencies": list(board.agencies),
        "media": list(board.media),
        "picture_seconds": board.picture_seconds,
        "media_volume": board.media_volume,
        "voice": board.voice,
        "volume": board.volume,
        "arrows": dict(board.arrows),
    }


def board_from_json(value: dict[str, Any]) -> BoardSetup:
    """The reverse of ``board_to_json``; what an older program did not write is as usual."""
    usual = BoardSetup()
    return BoardSetup(
        layout=value.get("layout", usual.layout),
        theme=value.get("theme", usual.theme),
        agencies=tuple(value.get("agencies", ())),
        media=tuple(value.get("media", ())),
        picture_seconds=value.get("picture_seconds", usual.picture_seconds),
        media_volume=value.get("media_volume", usual.media_volume),
        voice=value.get("voice", usual.voice),
        volume=value.get("volume", usual.volume),
        arrows=tuple(sorted(value.get("arrows", {}).items())),
    )


def calendar_to_json(calendar: Calendar) -> dict[str, Any]:
    """The calendar as plain values."""
    return {
        "national": calendar.national,
        "collective": calendar.collective,
        "local": _days_off(calendar.local),
        "open_on": [day.isoformat() for day in calendar.open_on],
        "known": _days_off(calendar.known),
        "known_until": calendar.known_until,
    }


def calendar_from_json(value: dict[str, Any]) -> Calendar:
    """The reverse of ``calendar_to_json``; what an older program did not write is left out."""
    return Calendar(
        national=value.get("national", False),
        collective=value.get("collective", False),
        local=_holidays(value.get("local", [])),
        open_on=tuple(date.fromisoformat(day) for day in value.get("open_on", [])),
        known=_holidays(value.get("known", [])),
        known_until=value.get("known_until", 0),
    )


def _days_off(holidays: tuple[Holiday, ...]) -> list[list[str]]:
    """Day and name, and the English name where there is one."""
    return [[h.day.isoformat(), h.name, *filter(None, [h.name_en])] for h in holidays]


def _holidays(value: list[list[str]]) -> tuple[Holiday, ...]:
    return tuple(Holiday(date.fromisoformat(day), *names) for day, *names in value)


def rules_to_json(rules: Rules) -> dict[str, int | str]:
    """The rules as plain values; durations in seconds."""
    return {
        "priority_streak": rules.priority_streak,
        "longest_wait": int(rules.longest_wait.total_seconds()),
        "day_close": rules.day_close.isoformat("minutes"),
        "late_numbers": rules.late_numbers,
        "transfer_queue_time": rules.transfer_queue_time,
        "directed_for": int(rules.directed_for.total_seconds()),
        "undo_within": int(rules.undo_within.total_seconds()),
        "begin_after": int(rules.begin_after.total_seconds()),
        "booking_lead": int(rules.booking_lead.total_seconds()),
        "booking_grace": int(rules.booking_grace.total_seconds()),
        "pin_digits": rules.pin_digits,
    }


def rules_from_json(value: dict[str, int | str]) -> Rules:
    """The reverse of ``rules_to_json``; a rule that an older program did not write has its default."""
    usual = Rules()

    def span(name: str, default: timedelta) -> timedelta:
        return timedelta(seconds=int(value[name])) if name in value else default

    return Rules(
        priority_streak=int(value["priority_streak"]),
        longest_wait=timedelta(seconds=int(value["longest_wait"])),
        day_close=time.fromisoformat(str(value["day_close"])),
        late_numbers=int(value.get("late_numbers", usual.late_numbers)),
        transfer_queue_time=str(value.get("transfer_queue_time", usual.transfer_queue_time)),
        directed_for=span("directed_for", usual.directed_for),
        undo_within=span("undo_within", usual.undo_within),
        begin_after=span("begin_after", usual.begin_after),
        booking_lead=span("booking_lead", usual.booking_lead),
        booking_grace=span("booking_grace", usual.booking_grace),
        pin_digits=int(value.get("pin_digits", usual.pin_digits)),
    )
