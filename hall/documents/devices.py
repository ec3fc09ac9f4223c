"""Alarms, announcements and boards as JSON."""

from __future__ import annotations

from typing import Any

from hall.documents.values import time_text
from hall.hints import alarm_hint
from hall.translator import ENGLISH, INDONESIAN
from hall.views import AlarmRecord, AlarmView, AnnouncementView, BoardHealth


def alarm_document(alarm: AlarmView) -> dict[str, Any]:
    """Something that the staff must know."""
    said = {"code": alarm.code, "sentence": alarm.message(ENGLISH), "sentence_id": alarm.message(INDONESIAN)}
    kept = {
        "key": alarm.key,
        "agency": alarm.agency or None,
        "since": time_text(alarm.since),
        "taken_by": alarm.taken_by or None,
        "taken_at": time_text(alarm.taken_at),
    }
    hint = alarm_hint(alarm)
    return {**said, **kept, "hint": hint} if hint else {**said, **kept}


def alarm_record_document(record: AlarmRecord) -> dict[str, Any]:
    """What is written down of an alarm."""
    return {
        "key": record.key,
        "code": record.code,
        "agency": record.agency or None,
        "first_seen": record.first_seen.isoformat(),
        "last_seen": time_text(record.last_seen),
        "taken_by": record.taken_by or None,
        "taken_at": time_text(record.taken_at),
    }


def announcement_document(announcement: AnnouncementView) -> dict[str, Any]:
    """An announcement to the hall."""
    return {
        "id": announcement.id,
        "kind": announcement.kind,
        "title": announcement.title,
        "lines": list(announcement.lines),
        "zone": announcement.zone or None,
        "agency": announcement.agency or None,
        "service": announcement.service or None,
        "since": announcement.since.isoformat(),
        "until": time_text(announcement.until),
        "by": announcement.by,
    }


def board_document(board: BoardHealth) -> dict[str, Any]:
    """A board as it last spoke of itself."""
    return {
        "name": board.name,
        "zone": board.zone or None,
        "alive": board.alive,
        "since": board.since.isoformat(),
        "seen_at": board.seen_at.isoformat(),
        "sound": board.sound,
        "detail": board.detail,
        "warnings": list(board.warnings),
    }
