"""What parts of the hall's structure must be beyond the types of their fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hall.alarm_rules import ALARM_KINDS, AlarmRules
from hall.forms import SECOND_LANGUAGES, SLIP_PARTS, VOICE_NUMBERS, SlipForm, SurveyForm, VoiceForm, VolumeStep
from hall.structure import (
    AFTER_CLOSING,
    ARROWS,
    LAYOUTS,
    SPEECH_KEYS,
    THEMES,
    TRANSFER_QUEUE_TIMES,
    BoardSetup,
    Profile,
    Rules,
    SpeechSetup,
    TimeRange,
    WeeklyHours,
)

_WEEK = timedelta(days=7)


def _rules(rules: Rules) -> bool:
    spans = (
        *(rules.longest_wait, rules.directed_for, rules.undo_within, rules.begin_after),
        *(rules.booking_early, rules.booking_lead, rules.booking_grace, rules.break_length),
    )
    return (
        1 <= rules.priority_streak <= 10
        and rules.late_numbers >= 0
        and rules.transfer_queue_time in TRANSFER_QUEUE_TIMES
        and rules.after_closing in AFTER_CLOSING
        and all(timedelta() <= span <= _WEEK for span in spans)
    )


def _alarms(rules: AlarmRules) -> bool:
    spans = (rules.unattended_after, rules.break_grace, rules.obstacle_within, rules.clock_apart, rules.unopened_after)
    return (
        set(rules.off) <= set(ALARM_KINDS)
        and 0 < rules.promise_percent <= 100
        and rules.obstacle_count > 0
        and rules.disk_free_mb >= 0
        and all(timedelta() <= span <= _WEEK for span in (*spans, rules.longest_wait or timedelta()))
    )


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


SENSIBLE: dict[type, Callable[[Any], bool]] = {
    TimeRange: lambda stretch: stretch.start < stretch.end,
    WeeklyHours: lambda hours: len(hours.days) == 7,
    Profile: lambda profile: profile.first <= profile.last,
    VolumeStep: lambda step: 0 <= step.percent <= 100,
    Rules: _rules,
    AlarmRules: _alarms,
    SurveyForm: lambda survey: 1 <= survey.days <= 31,
    SlipForm: lambda slip: set(slip.parts) <= set(SLIP_PARTS) and slip.second_language in SECOND_LANGUAGES,
    VoiceForm: _voice,
    BoardSetup: _board,
    SpeechSetup: lambda speech: speech.input in SPEECH_KEYS and -96 <= speech.volume_db <= 0,
}
"""What a value must be beyond its types, or a program stops at it."""
