"""Connects the window and its presenter; the same for the program and for its tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import SignalInstance

from kiosk.intents import KioskIntents
from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow

_Acts = Sequence[tuple[SignalInstance, Callable[..., object]]]


def connect_window(presenter: KioskPresenter, window: KioskWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window is asked for."""
    presenter.screen_changed.connect(window.show_screen)
    presenter.watch.minute_passed.connect(window.show_time)
    for acts in (_using, _choosing, _finding, _answering, _arriving, _deciding, _keeping):
        for intent, act in acts(window.intents, presenter):
            intent.connect(act)


def _using(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted on every page: that somebody is there, a language, a mode, help, and the way out."""
    state, go, modes, help_desk = presenter.state, presenter.navigation, presenter.modes, presenter.help
    return (
        (intents.touched, state.touched),
        (intents.key_used, state.stay),
        (intents.begin_wanted, presenter.attract.leave),
        (intents.back_wanted, go.go_back),
        (intents.done_wanted, go.finish),
        (intents.restart_wanted, go.begin_again),
        (intents.language_wanted, go.ask_language),
        (intents.language_chosen, go.choose_language),
        (intents.modes_wanted, modes.ask),
        (intents.mode_chosen, modes.choose),
        (intents.time_wanted, modes.take_time),
        (intents.speech_wanted, presenter.speech.toggle),
        (intents.help_wanted, help_desk.ask),
        (intents.help_called, help_desk.call),
        (intents.help_left, help_desk.close),
    )


def _choosing(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted of the lists, of a service in detail, and of the number of files."""
    go = presenter.navigation
    return (
        (intents.agency_chosen, go.choose_agency),
        (intents.service_chosen, go.choose_service),
        (intents.page_wanted, go.show_list_page),
        (intents.priority_wanted, go.toggle_priority),
        (intents.details_wanted, go.details.open),
        (intents.paper_ticked, go.details.tick),
        (intents.take_wanted, go.details.take),
        (intents.files_changed, go.files.change),
        (intents.files_confirmed, go.files.take),
    )


def _finding(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted of the search and of the needs."""
    finder = presenter.finder
    return (
        (intents.search_wanted, finder.open),
        (intents.search_typed, finder.type),
        (intents.search_erased, finder.erase),
        (intents.search_cleared, finder.clear),
        (intents.search_chosen, finder.choose_text),
        (intents.search_listed, finder.list_all),
        (intents.search_typed_on, finder.type_again),
        (intents.needs_wanted, finder.needs.open),
        (intents.need_chosen, finder.needs.choose),
        (intents.finding_left, finder.leave),
    )


def _answering(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted of the satisfaction survey."""
    survey, entry = presenter.survey, presenter.survey.entry
    return (
        (intents.survey_wanted, entry.open),
        (intents.survey_typed, entry.type),
        (intents.survey_erased, entry.erase),
        (intents.survey_begun, entry.begin),
        (intents.survey_answered, survey.answer),
        (intents.survey_back, survey.back),
        (intents.survey_skipped, survey.skip),
        (intents.survey_stopped, survey.stop),
        (intents.survey_left, survey.leave),
    )


def _arriving(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted with a booking, or with a number that somebody has."""
    arrivals = presenter.arrivals
    return (
        (intents.check_in_wanted, arrivals.open),
        (intents.scanned, arrivals.scan),
        (intents.arrival_typed, arrivals.type),
        (intents.arrival_erased, arrivals.erase),
        (intents.arrival_entered, arrivals.enter),
        (intents.arrival_left, arrivals.leave),
        (intents.booked_number_wanted, arrivals.take_number),
        (intents.booked_service_wanted, presenter.navigation.details.open_booked),
        (intents.arrival_cancel_wanted, arrivals.ask_cancel),
        (intents.arrival_kept, arrivals.keep),
        (intents.arrival_cancel_confirmed, arrivals.cancel),
        (intents.arrival_survey_wanted, arrivals.answer_survey),
    )


def _deciding(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What is wanted of a number that was made just now."""
    decision = presenter.visit.decision
    return (
        (intents.paper_missing, decision.report_missing),
        (intents.photo_taken, decision.confirm),
        (intents.cancel_wanted, decision.ask_cancel),
        (intents.keep_wanted, decision.keep),
        (intents.cancel_confirmed, decision.cancel),
    )


def _keeping(intents: KioskIntents, presenter: KioskPresenter) -> _Acts:
    """What the staff want, behind their PIN."""
    go, staff, machine = presenter.navigation, presenter.staff, presenter.machine
    return (
        (intents.staff_wanted, go.ask_staff),
        (intents.digit_pressed, staff.pin_pad.digit),
        (intents.digit_erased, staff.pin_pad.erase),
        (intents.pin_entered, staff.pin_pad.enter),
        (intents.roll_changed, staff.new_roll),
        (intents.reprint_wanted, staff.reprint),
        (intents.trial_wanted, staff.try_printer),
        (intents.trial_seen, staff.slip_seen),
        (intents.staff_left, go.leave_staff),
        (intents.staff_tab_wanted, machine.show_tab),
        (intents.step_wanted, machine.ask),
        (intents.step_withdrawn, machine.withdraw),
        (intents.step_confirmed, machine.confirm),
    )
