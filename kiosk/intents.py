"""What people ask of the kiosk by touch or key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class KioskIntents(QObject):
    """The window and its pages emit them; ``kiosk.wiring`` connects them with who does it. The number that a slip is
    printed again for is its place in the list, a list page and
    an answer of the survey count from 0."""

    touched = Signal()
    key_used = Signal()
    agency_chosen = Signal(str)
    service_chosen = Signal(str)
    page_wanted = Signal(int)
    back_wanted = Signal()
    priority_wanted = Signal()
    language_wanted = Signal()
    language_chosen = Signal(str)
    modes_wanted = Signal()
    mode_chosen = Signal(str)
    help_wanted = Signal()
    search_wanted = Signal()
    needs_wanted = Signal()
    check_in_wanted = Signal()
    done_wanted = Signal()
    speech_wanted = Signal()
    survey_wanted = Signal()
    survey_typed = Signal(str)
    survey_erased = Signal()
    survey_begun = Signal()
    survey_answered = Signal(int)
    survey_back = Signal()
    survey_skipped = Signal()
    survey_stopped = Signal()
    survey_left = Signal()
    restart_wanted = Signal()
    paper_missing = Signal()
    photo_taken = Signal()
    cancel_wanted = Signal()
    keep_wanted = Signal()
    cancel_confirmed = Signal()
    staff_wanted = Signal()
    digit_pressed = Signal(str)
    digit_erased = Signal()
    pin_entered = Signal()
    roll_changed = Signal()
    reprint_wanted = Signal(int)
    trial_wanted = Signal()
    trial_seen = Signal(bool)
    staff_left = Signal()
    staff_tab_wanted = Signal(str)
    step_wanted = Signal(str)
    step_withdrawn = Signal()
    step_confirmed = Signal()
