"""What a screen reader finds and hears: the state of switches, pages that are shown, announcements, clean captions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from hall.printing.outcome import PrintOutcome
from kiosk.screen import ClosedNotice, Page, PaperState, PlainNotice, Screen
from qtkit import announce as announcing
from qtkit.access_tree import AccessTree
from qtkit.announce import listed, spoken
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk

Name = QAccessible.Text.Name


@pytest.fixture(scope="module")
def tree(qapp: object) -> AccessTree:
    """Qt keeps the factory for the life of the process, as the program does."""
    return AccessTree()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Every announcement: its text, and whether it ends what is being said."""
    said: list[tuple[str, bool]] = []
    assertive = QAccessible.AnnouncementPoliteness.Assertive

    class Ears:
        """Qt's switchboard, listened to."""

        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: object) -> None:  # noqa: N802 - Qt's name
            said.append((event.message(), event.politeness() == assertive))  # type: ignore[attr-defined]

    monkeypatch.setattr(announcing, "QAccessible", Ears)
    return said


def everything(found: QAccessibleInterface) -> list[QAccessibleInterface]:
    """An interface with all that is below it."""
    children = [found.child(at) for at in range(found.childCount())]
    return [found, *(one for child in children for one in everything(child))]


def names(kiosk: Kiosk) -> list[str]:
    return [one.text(Name) for one in everything(QAccessible.queryAccessibleInterface(kiosk.window)) if one.text(Name)]


def test_the_priority_switch_is_a_check_box_with_its_state(kiosk: Kiosk):
    box = QAccessible.queryAccessibleInterface(kiosk.widget("priority-switch"))
    assert box.role() == QAccessible.Role.CheckBox
    assert (box.state().checkable, box.state().checked) == (1, 0)

    kiosk.touch("priority-switch")
    assert kiosk.presenter.screen.priority
    assert box.state().checked == 1

    kiosk.key(Qt.Key.Key_F3)
    assert not kiosk.presenter.screen.priority
    assert box.state().checked == 0


def test_a_touch_that_is_refused_does_not_check_the_switch(kiosk: Kiosk):
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    box = kiosk.window.frame.priority

    box.click()  # as assistive technology does it, past the guard of touches

    assert not box.isChecked()
    assert not kiosk.presenter.screen.priority
    kiosk.hall.gate.set()
    kiosk.until("ticket")


def test_pages_that_are_not_shown_are_not_in_the_tree(kiosk: Kiosk, tree: AccessTree):
    before = names(kiosk)
    assert any(name.startswith("Disdukcapil, 12 orang") for name in before)
    assert "Kembali ke daftar instansi" not in before
    assert not {"Buka", "Selesai", "Nomor baru", "Lanjutkan", "-"} & set(before)

    kiosk.touch("agency-disdukcapil")
    after = names(kiosk)
    assert "Kembali ke daftar instansi" in after
    assert not any(name.startswith("Imigrasi,") for name in after)

    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    shown = names(kiosk)
    assert {"Selesai", "Nomor baru"} <= set(shown)
    assert "Kembali ke daftar instansi" not in shown


def test_each_thing_in_the_tree_knows_its_place(kiosk: Kiosk, tree: AccessTree):
    found = QAccessible.queryAccessibleInterface(kiosk.window)
    for at in range(found.childCount()):
        assert found.indexOfChild(found.child(at)) == at
    assert found.child(found.childCount()) is None


@pytest.mark.parametrize("screen", ["agencies", "services", "ticket", "trouble", "failed"])
def test_nothing_painted_is_called_a_client(kiosk: Kiosk, tree: AccessTree, screen: str):
    view = samples.kiosk_view(21)
    bar = ClosedNotice("Samsat", "", samples.BREAK) if screen == "agencies" else None
    shown = Screen(page=Page(screen), view=view, agency_id="disdukcapil", ticket=samples.ticket_view(), notice_bar=bar)
    kiosk.window.show_screen(shown)
    found = everything(QAccessible.queryAccessibleInterface(kiosk.window))

    assert [one.text(Name) for one in found if one.role() == QAccessible.Role.Client and one.text(Name)] == []
    alerts = [one.text(Name) for one in found if one.role() == QAccessible.Role.AlertMessage]
    assert alerts == (["Samsat sedang tutup. Istirahat sampai 13.00"] if bar else [])


def test_a_visit_is_told_step_by_step(kiosk: Kiosk, heard: list[tuple[str, bool]]):
    kiosk.touch("agency-disdukcapil")
    assert heard.pop() == ("Layanan Disdukcapil", False)

    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    said, urgent = heard.pop()
    assert said.startswith("Nomor antrean Anda: A-001. Perekaman KTP-el, Disdukcapil, 12 orang")
    assert said.endswith("Kertas sedang dicetak. Tunggu kertas keluar di bawah layar.")
    assert not urgent

    heard.clear()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert heard == [("Ambil kertas Anda. Kertas keluar di bawah layar.", False)]

    heard.clear()
    kiosk.pass_seconds(19)
    kiosk.presenter.on_hall_changed()
    kiosk.settled()
    assert heard == []  # seconds, and what was said before, are not said again


def test_bad_news_and_questions_end_what_is_being_said(kiosk: Kiosk, heard: list[tuple[str, bool]]):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(45)
    assert heard.pop() == ("Masih di sini? Nomor belum diambil.", True)

    kiosk.touch("idle-continue")
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    kiosk.slip_ends(PrintOutcome.BLOCKED)
    said, urgent = heard.pop()
    assert said.startswith("Kertas belum keluar. Foto nomor, lalu sentuh")
    assert urgent

    kiosk.pass_seconds(60)
    assert heard.pop() == ("Masih di sini? Sentuh di mana saja agar halaman ini tetap.", True)


def test_a_calm_line_and_the_long_wait_are_told(kiosk: Kiosk, heard: list[tuple[str, bool]]):
    kiosk.touch("agency-samsat")
    assert heard.pop() == ("Samsat sedang tutup. Istirahat sampai 13.00", False)

    kiosk.touch("details-back")
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    kiosk.pass_seconds(5)
    assert heard.pop()[0].startswith("Mohon tunggu, masih diproses. Ini lebih lama")
    kiosk.hall.gate.set()
    kiosk.until("ticket")


def test_another_language_is_told_in_it(kiosk: Kiosk, heard: list[tuple[str, bool]]):
    kiosk.touch("language-button")
    assert heard.pop() == ("Choose the agency you need", False)


def every_screen() -> list[Screen]:
    view = replace(samples.kiosk_view(21))
    number = samples.ticket_view()
    return [
        Screen(),
        Screen(page=Page.AGENCIES, view=view, paperless=True, notice_bar=ClosedNotice("Samsat", "", samples.BREAK)),
        Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil", idle_left=12, notice_bar=PlainNotice("long")),
        *(
            Screen(page=Page.TICKET, view=view, ticket=number, slip=slip, seconds_left=9)
            for slip in PaperState
            if slip is not PaperState.FAILED
        ),
        *(
            Screen(page=Page.TROUBLE, view=view, ticket=number, slip=PaperState.FAILED, outcome=outcome, asking=asking)
            for outcome in ("", "missing", "told")
            for asking in (False, True)
        ),
        Screen(page=Page.FAILED, view=view, seconds_left=9),
        Screen(page=Page.NOTICE, view=view, notice="day_unready"),
        Screen(page=Page.STAFF, view=view, staff=samples.staff_screen()),
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_caption_has_a_stray_dot(kiosk: Kiosk, heard: list[tuple[str, bool]], language: str):
    stray = re.compile(r"[?!.…]\s*\.(?!\.)|\.,|,\.|\s\.|sec\.|^\W+$")
    for screen in every_screen():
        kiosk.window.show_screen(replace(screen, language=language))
        said = [one.accessibleName() for one in kiosk.window.findChildren(QWidget) if one.isVisible()]
        assert [text for text in (*said, *(text for text, _ in heard)) if stray.search(text)] == []


def test_sentences_end_with_one_sign_and_lists_with_none():
    assert spoken("Kertas tidak keluar?", "Foto nomor ini.") == "Kertas tidak keluar? Foto nomor ini."
    assert spoken("Ambil kertas", "", "Di bawah layar") == "Ambil kertas. Di bawah layar"
    assert listed("A-001", "Lurus, lalu kiri.", "", "Prioritas") == "A-001, Lurus, lalu kiri, Prioritas"
