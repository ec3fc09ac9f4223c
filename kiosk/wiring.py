"""Connects the window and its presenter; the same for the program and for its tests."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance

from kiosk.finding.finder import Finder
from kiosk.intents import KioskIntents
from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow


def connect_window(presenter: KioskPresenter, window: KioskWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window is asked for."""
    presenter.screen_changed.connect(window.show_screen)
    presenter.watch.minute_passed.connect(window.show_time)
    intents, go, visit, staff = window.intents, presenter.navigation, presenter.visit, presenter.staff
    survey, arrivals, machine = presenter.survey, presenter.arrivals, presenter.machine
    for intent, act in (
        (intents.touched, presenter.state.touched),
        (intents.key_used, presenter.state.stay),
        (intents.begin_wanted, presenter.attract.leave),
        (intents.agency_chosen, go.choose_agency),
        (intents.service_chosen, go.choose_service),
        (intents.details_wanted, go.details.open),
        (intents.paper_ticked, go.details.tick),
        (intents.take_wanted, go.details.take),
        (intents.page_wanted, go.show_list_page),
        (intents.back_wanted, go.go_back),
        (intents.priority_wanted, go.toggle_priority),
        (intents.language_wanted, go.ask_language),
        (intents.language_chosen, go.choose_language),
        (intents.modes_wanted, presenter.modes.ask),
        (intents.mode_chosen, presenter.modes.choose),
        (intents.time_wanted, presenter.modes.take_time),
        *_finding(presenter.finder, intents),
        (intents.done_wanted, go.finish),
        (intents.speech_wanted, presenter.speech.toggle),
        (intents.restart_wanted, go.begin_again),
        (intents.survey_wanted, survey.open),
        (intents.survey_typed, survey.type),
        (intents.survey_erased, survey.erase),
        (intents.survey_begun, survey.begin),
        (intents.survey_answered, survey.answer),
        (intents.survey_back, survey.back),
        (intents.survey_skipped, survey.skip),
        (intents.survey_stopped, survey.stop),
        (intents.survey_left, survey.leave),
        (intents.files_changed, go.files.change),
        (intents.files_confirmed, go.files.take),
        (intents.help_wanted, presenter.help.ask),
        (intents.help_called, presenter.help.call),
        (intents.help_left, presenter.help.close),
        (intents.check_in_wanted, arrivals.open),
        (intents.scanned, arrivals.scan),
        (intents.arrival_typed, arrivals.type),
        (intents.arrival_erased, arrivals.erase),
        (intents.arrival_entered, arrivals.enter),
        (intents.arrival_left, arrivals.leave),
        (intents.booked_number_wanted, arrivals.take_number),
        (intents.arrival_cancel_wanted, arrivals.ask_cancel),
        (intents.arrival_kept, arrivals.keep),
        (intents.arrival_cancel_confirmed, arrivals.cancel),
        (intents.arrival_survey_wanted, arrivals.answer_survey),
        (intents.paper_missing, visit.report_missing),
        (intents.photo_taken, visit.confirm),
        (intents.cancel_wanted, visit.ask_cancel),
        (intents.keep_wanted, visit.keep),
        (intents.cancel_confirmed, visit.cancel),
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
    ):
        intent.connect(act)


def _finding(finder: Finder, intents: KioskIntents) -> tuple[tuple[SignalInstance, Callable[..., object]], ...]:
    """What is wanted of the search and of the needs."""
    return (
        (intents.search_wanted, finder.open),
        (intents.search_typed, finder.type),
        (intents.search_erased, finder.erase),
        (intents.search_cleared, finder.clear),
        (intents.search_chosen, finder.choose_text),
        (intents.search_listed, finder.list_all),
        (intents.search_typed_on, finder.type_again),
        (intents.needs_wanted, finder.open_needs),
        (intents.need_chosen, finder.choose_need),
        (intents.finding_left, finder.leave),
    )
