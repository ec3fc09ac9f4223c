"""What a clerk asks of the counter's windows by button or shortcut."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class DeskIntents(QObject):
    """The windows and their parts emit them. ``intended`` carries an Intent's value; ``asked`` too, for what needs a
    choice first, with the id of the number that it is about (0: the one at the counter); ``commanded`` a Command;
    ``wrong_input`` the code of a text, ``pin_change_requested`` a
    PinChange, ``ticked`` the place of a paper."""

    intended = Signal(str)
    asked = Signal(str, int)
    commanded = Signal(object)
    counter_chosen = Signal(str)
    sign_in_requested = Signal(str, str)
    wrong_input = Signal(str)
    pin_change_requested = Signal(object)
    pin_change_left = Signal()
    lock_requested = Signal()
    unlock_requested = Signal(str)
    clerk_change_requested = Signal()
    ticked = Signal(int)
    compact_requested = Signal()
    full_requested = Signal()
    language_requested = Signal()
