"""What a clerk types or pastes into a field of the window: taken as one short line, or refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from counter.desk.state import Intent, Phase
from hall.text_rules import REASON
from hall.translator import Translator
from tests.hall_samples import BY
from tests.typed_texts import TEXTS, in_turn, is_kept_well


def test_no_field_takes_more_than_the_store_keeps(desk):
    fields = [field for field in desk.window.findChildren(QLineEdit) if not field.isReadOnly()]
    assert {field.objectName() for field in fields} >= {"login-field", "pin-field", "sheet-field"}
    assert all(field.maxLength() <= REASON for field in fields)


@pytest.mark.parametrize("kind", TEXTS)
def test_what_is_pasted_into_the_sign_in_page_is_refused_in_words(desk, kind):
    for name in ("login-field", "pin-field"):
        field = desk.find(name)
        field.clear()
        field.insert(TEXTS[kind])
    desk.click("sign-in-button")
    desk.qtbot.waitUntil(lambda: desk.presenter.state.notice is not None)
    assert desk.presenter.state.phase is Phase.SIGN_IN


SHEETS = {intent.value: intent for intent in (Intent.HOLD, Intent.PAUSE, Intent.CALL_NUMBER, Intent.TRANSFER)}


@pytest.mark.parametrize(("kind", "intent"), [(kind, one) for kind in TEXTS for one in in_turn(SHEETS, kind).values()])
def test_what_is_pasted_into_the_sheet_is_guarded(real, kind, intent):
    if intent is not Intent.PAUSE:
        real.press(Qt.Key.Key_F2)
        real.settle()
    sheet = real.window.desk.sheet
    sheet.ask(intent, real.presenter.state)
    sheet.field.insert(TEXTS[kind])
    choice = sheet.choice
    if choice is None:
        return  # nothing fits, and the sheet says so
    real.presenter.give(choice.command)
    real.settle()
    notice = real.presenter.state.notice
    if notice is not None and notice.refused is not None:
        assert all(notice.refused.message(Translator(language)).isprintable() for language in ("id", "en"))
    with real.store.read() as reader:
        kept = [event.detail for event in reader.tickets.history("A-001")] + [
            c.pause.reason for c in reader.counters() if c.pause
        ]
    assert all(is_kept_well(text, REASON + 10) for text in kept)


def current_code(desk):
    current = desk.presenter.state.view.current
    return current.code if current is not None else ""


def test_enter_takes_nobody_while_a_number_may_mean_two_people(real, sqlite_store, structure):
    services = tuple(replace(one, prefix="A1") if one.prefix == "B" else one for one in structure.services)
    sqlite_store.run(lambda work: work.hall.apply(replace(structure, services=services), BY))
    for prefix, numbers in (("A", (500, 1000, 1042)), ("A1", (42,))):
        for number in numbers:
            sqlite_store.run(lambda work, p=prefix, n=number: work.tickets.import_manual(p, n, BY, waiting_from=n))
    real.presenter.refresh()
    real.qtbot.waitUntil(lambda: dict(real.presenter.state.view.last_numbers) == {"A": 1042, "A1": 42})
    real.press(Qt.Key.Key_F5)
    sheet = real.window.desk.sheet
    sheet.field.insert("a1042")
    assert sheet.choice is None
    assert real.text("sheet-about") == "Dua nomor cocok. Pilih dengan tombol panah."
    real.press(Qt.Key.Key_Return)
    real.settle()
    assert current_code(real) == ""
    real.press(Qt.Key.Key_Down)
    real.press(Qt.Key.Key_Return)
    real.settle()
    real.qtbot.waitUntil(lambda: current_code(real) == "A1-042")
