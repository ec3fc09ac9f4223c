"""Whether what was read from JSON is what its dataclass says: JSON of another shape often builds one all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hall.structure import (
    ARROWS,
    LAYOUTS,
    SECOND_LANGUAGES,
    SLIP_PARTS,
    THEMES,
    TRANSFER_QUEUE_TIMES,
    VOICE_NUMBERS,
    BoardSetup,
    Profile,
    Rules,
    SlipForm,
    TimeRange,
    VoiceForm,
    VolumeStep,
    WeeklyHours,
)

_WEEK = timedelta(days=7)


def is_whole(value: Any, hint: Any) -> bool:
    """Whether ``value`` and all in it are of the types that ``hint`` says, and sensible where a rule is known."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(is_whole(value, option) for option in get_args(hint))
    if origin is tuple:
        return value.__class__ is tuple and _are_whole(value, get_args(hint))
    if hint in (None, NoneType):
        return value is None
    if value.__class__ is not hint:
        return False
    if not is_dataclass(hint):
        return True
    kind: Any = hint
    hints = _hints(kind)
    parts = all(is_whole(getattr(value, part.name), hints[part.name]) for part in fields(hint))
    rule = _SENSIBLE.get(kind)
    return parts and (rule is None or rule(value))


def _are_whole(values: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return all(is_whole(value, hints[0]) for value in values)
    return len(values) == len(hints) and all(map(is_whole, values, hints))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _rules(rules: Rules) -> bool:
    spans = (
        *(rules.longest_wait, rules.directed_for, rules.undo_within, rules.begin_after),
        *(rules.booking_lead, rules.booking_grace),
    )
    return (
        1 <= rules.priority_streak <= 10
        and rules.late_numbers >= 0
        and rules.transfer_queue_time in TRANSFER_QUEUE_TIMES
        and all(timedelta() <= span <= _WEEK for span in spans)
    )


def _slip(slip: SlipForm) -> bool:
    return set(slip.parts) <= set(SLIP_PARTS) and slip.second_language in SECOND_LANGUAGES


def _voice(voice: VoiceForm) -> bool:
    return (
        bool(voice.languages)
        and voice.numbers in VOICE_NUMBERS
        and 1 <= voice.repeat <= 10
        and timedelta() <= voice.announce_within <= _WEEK
    )


def _board(board: BoardSetup) -> bool:
    return (
        board.layout in LAYOUTS
        and board.theme in THEMES
        and 1 <= board.picture_seconds <= 86_400
        and all(0 <= percent <= 100 for percent in (board.media_volume, board.volume))
        and all(arrow in ARROWS for _, arrow in board.arrows)
    )


_SENSIBLE: dict[type, Callable[[Any], bool]] = {
    TimeRange: lambda stretch: stretch.start < stretch.end,
    WeeklyHours: lambda hours: len(hours.days) == 7,
    Profile: lambda profile: profile.first <= profile.last,
    VolumeStep: lambda step: 0 <= step.percent <= 100,
    Rules: _rules,
    SlipForm: _slip,
    VoiceForm: _voice,
    BoardSetup: _board,
}
"""What a value must be beyond its types, or a program stops at it."""
