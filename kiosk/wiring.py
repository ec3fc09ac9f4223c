"""How the window and its presenter hear each other; the same for the program and for its tests."""

from __future__ import annotations

from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow


def connect_window(presenter: KioskPresenter, window: KioskWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window is asked for."""
    presenter.screen_changed.connect(window.show_screen)
    presenter.clock_ticked.connect(window.show_time)
    window.touched.connect(presenter.touched)
    window.key_used.connect(presenter.key_used)
    window.agency_chosen.connect(presenter.choose_agency)
    window.service_chosen.connect(presenter.choose_service)
    window.page_wanted.connect(presenter.turn_page)
    window.back_wanted.connect(presenter.go_back)
    window.priority_wanted.connect(presenter.toggle_priority)
    window.language_wanted.connect(presenter.toggle_language)
    window.done_wanted.connect(presenter.finish)
    window.new_number_wanted.connect(presenter.begin_again)
    window.restart_wanted.connect(presenter.begin_again)
    window.paper_missing.connect(presenter.report_missing)
    window.photo_taken.connect(presenter.confirm_photo)
    window.cancel_wanted.connect(presenter.ask_cancel)
    window.keep_wanted.connect(presenter.keep_number)
    window.cancel_confirmed.connect(presenter.cancel_number)
    window.continued.connect(presenter.key_used)
    window.staff_wanted.connect(presenter.ask_staff)
    window.digit_pressed.connect(presenter.staff.digit)
    window.digit_erased.connect(presenter.staff.erase)
    window.pin_entered.connect(presenter.staff.enter)
    window.roll_changed.connect(presenter.staff.new_roll)
    window.reprint_wanted.connect(presenter.staff.reprint)
    window.trial_wanted.connect(presenter.staff.try_printer)
    window.trial_seen.connect(presenter.staff.slip_seen)
    window.staff_left.connect(presenter.leave_staff)
