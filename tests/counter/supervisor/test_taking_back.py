"""A supervisor opens what is closed, and takes changes back, by keyboard on the real store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.counter.supervisor.hands import ANI, Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def close(hands: Hands, scope: str, target: str = "", reason: str = "Rapat"):
    return hands.store.run(lambda work: work.closures.close(scope, ANI, target, reason=reason)).closure


def listed(hands: Hands) -> list[tuple[str, str]]:
    return [(one.scope, one.target) for one in hands.store.fetch(lambda view: view.closures.listed())]


def row(hands: Hands, key: str) -> None:
    """Goes to a row of the details by its key."""
    looks = hands.window.page.details.list.rows.looks
    at = next(place for place, line in enumerate(looks) if line.key == key)
    hands.press(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * at)
    assert hands.window.page.details.list.chosen == key


@pytest.mark.parametrize(
    ("scope", "target", "name"),
    [
        ("service", "A", "A Perekaman KTP-el"),
        ("agency", "disdukcapil", "Disdukcapil"),
        ("hall", "", "Seluruh MPP"),
    ],
)
def test_what_is_closed_is_opened_by_the_end_of_its_closing(hands: Hands, scope, target, name):
    close(hands, scope, target)
    hands.look("A")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    (choice,) = hands.window.overlay.rows
    assert [one.caption for one in choice.field.options] == [f"{name} ditutup"]
    assert hands.done() == f"{name}: penutupan dicabut."
    assert listed(hands) == []
    assert hands.store.fetch(lambda view: view.overrides.listed()) == ()
    assert hands.store.fetch(lambda view: view.opening("A"))[0].opening.is_open


def test_of_two_closings_the_own_one_stands_first_and_what_stays_closed_is_said(hands: Hands):
    close(hands, "hall")
    close(hands, "service", "A", "Blanko habis")
    hands.look("A")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    assert hands.done() == "A Perekaman KTP-el: penutupan dicabut. Masih ditutup: Seluruh MPP."
    assert listed(hands) == [("hall", "")]


def test_an_agency_that_is_opened_says_how_many_of_its_services_stay_closed(hands: Hands):
    close(hands, "service", "B")
    hands.look("A")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Tab)
    hands.type("Ramai")
    assert hands.done() == "Disdukcapil dibuka; 1 layanan tetap ditutup sampai penutupannya dicabut."


def test_a_closing_that_came_while_it_was_asked_closes_the_form_and_is_named(hands: Hands):
    hands.look("A")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Ramai")
    close(hands, "service", "A", "Blanko habis")
    assert "(Blanko habis) masih berlaku" in hands.done()
    assert hands.store.fetch(lambda view: view.overrides.listed()) == ()


def test_what_reaches_further_than_the_row_is_asked_before_it_is_taken_back(hands: Hands):
    closing = close(hands, "hall")
    hands.look("A")
    row(hands, f"closure {closing.id}")
    hands.do("details-end")
    form = hands.window.overlay.form
    assert form is not None
    assert form.grave
    assert form.title == "Cabut: Seluruh MPP ditutup?"
    assert "bukan hanya A Perekaman KTP-el" in form.about
    hands.press(Qt.Key.Key_Escape)
    assert listed(hands) == [("hall", "")]
    hands.do("details-end")
    assert hands.done() == "Seluruh MPP: penutupan dicabut."
    assert listed(hands) == []


def test_what_was_made_for_the_row_is_taken_back_at_once_and_no_other_change_is_chosen(hands: Hands):
    own = close(hands, "service", "A")
    hands.store.run(lambda work: work.overrides.assign("1", ANI, ["B", "A"], reason="Ramai"))
    hands.look("A")
    row(hands, f"closure {own.id}")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    hands.wait(lambda: hands.window.page.details.list.chosen == "changes")
    assert hands.window.page.details.list.hasFocus()
    assert hands.window.band.accessibleName() == "A Perekaman KTP-el: penutupan dicabut."
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert hands.window.page.details.list.hasFocus()
    assert len(hands.store.fetch(lambda view: view.overrides.listed())) == 1


def test_the_focus_goes_to_the_rows_when_another_person_takes_the_change_back_first(hands: Hands):
    own = close(hands, "service", "A")
    hands.look("A")
    row(hands, f"closure {own.id}")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.focusWidget().objectName() == "details-end"
    hands.store.run(lambda work: work.closures.end(own.id, ANI))
    hands.presenter.refresh()
    hands.wait(hands.window.page.details.list.hasFocus)


def test_keys_typed_for_a_form_that_has_closed_do_nothing(hands: Hands):
    first, second = close(hands, "service", "A"), close(hands, "service", "A", "Blanko habis")
    hands.look("A")
    row(hands, f"closure {first.id}")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    hands.done()
    hands.type("ab ")
    hands.press(*[Qt.Key.Key_Return] * 4)
    assert [one.id for one in hands.store.fetch(lambda view: view.closures.listed())] == [second.id]
    assert hands.window.page.details.list.hasFocus()
    hands.wait(lambda: not hands.window.late_keys.active)
    row(hands, f"closure {second.id}")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.focusWidget().objectName() == "details-end"


def test_a_key_that_is_no_text_is_for_the_page_at_once(hands: Hands):
    close(hands, "service", "A")
    hands.look("A")
    hands.press(Qt.Key.Key_O, modifier=CTRL)
    hands.done()
    hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    hands.wait(hands.window.page.details.list.hasFocus)
