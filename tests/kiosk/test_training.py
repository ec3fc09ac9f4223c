"""Training: numbers of a store of its own, which never reach the hall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.access import By
from hall.lifecycle import State
from hall.opening import Opening
from hall.printing.outcome import PrintOutcome
from hall.printing.printer import TicketPrinter
from hall.printing.spool import NamedPrinter, PrintRequest, SlipEnd
from hall.printing.stations import Printers
from hall.settings import load_settings
from hall.store import Store, practice_store, prepare_store
from hall.structure import Station
from kiosk.print_worker import PrintWorker
from kiosk.training import LONGEST_S
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page
from tests.kiosk.memory_hall import MemoryHall, NotePrinter, as_store


class TrainingKiosk(Kiosk):
    """A kiosk whose training is on another hall in memory."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.practice = MemoryHall(samples.kiosk_view())
        self.presenter.training._open_practice = lambda hall: as_store(self.practice)


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[TrainingKiosk]:
    kiosk = TrainingKiosk(qtbot)
    kiosk.presenter.staff.set_station(Station("depan"))
    kiosk.start()
    yield kiosk
    kiosk.close()


def staff_program(kiosk: TrainingKiosk) -> None:
    kiosk.presenter.navigation.ask_staff()
    for digit in "2468":
        kiosk.touch(f"staff-{digit}")
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.printer is not None)
    kiosk.touch("staff-tab-program")


def begin(kiosk: TrainingKiosk) -> None:
    staff_program(kiosk)
    kiosk.touch("staff-step-train")
    kiosk.touch("staff-yes")
    kiosk.until("agencies")
    kiosk.settled()
    assert kiosk.presenter.screen.training


def take(kiosk: TrainingKiosk) -> None:
    kiosk.touch("agency-disdukcapil")
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")


def test_a_number_of_training_is_not_the_halls_and_its_slip_is_not_noted(kiosk: TrainingKiosk):
    begin(kiosk)
    noted: list[PrintRequest] = []
    practised: list[PrintRequest] = []
    kiosk.presenter.training.slip_wanted.connect(noted.append)
    kiosk.presenter.training.practice_wanted.connect(practised.append)
    take(kiosk)
    assert kiosk.hall.tickets == {}
    assert [ticket.code for ticket in kiosk.practice.tickets.values()] == ["A-001"]
    assert noted == []
    assert practised[0].hall.always_open, "its slip says that it is for practice"
    kiosk.presenter.training.on_practised(SlipEnd(1, True, "printed"))
    kiosk.settled()
    assert kiosk.practice.tickets[1].state is State.WAITING


def test_every_page_says_so_until_training_ends(kiosk: TrainingKiosk):
    begin(kiosk)
    assert shown_page(kiosk.window).accessibleName().startswith("LATIHAN, nomor tidak berlaku")
    take(kiosk)
    assert shown_page(kiosk.window).accessibleName().startswith("LATIHAN")
    kiosk.presenter.navigation.finish()
    staff_program(kiosk)
    kiosk.touch("staff-step-train")
    kiosk.until("agencies")
    kiosk.settled()
    assert "LATIHAN" not in shown_page(kiosk.window).accessibleName()
    take(kiosk)
    assert len(kiosk.hall.tickets) == 1


def test_no_page_of_training_says_that_the_number_counts(kiosk: TrainingKiosk):
    kiosk.practice.view = samples.unattended(kiosk.practice.view, "disdukcapil")
    begin(kiosk)
    take(kiosk)
    kiosk.presenter.training.on_practised(SlipEnd(1, True, "printed"))
    kiosk.settled()
    news = "Ambil kertas Anda. Kertas keluar di bawah layar. Ini latihan: nomor ini tidak berlaku."
    assert shown_page(kiosk.window).news() == news
    kiosk.touch("paper-missing-button")
    kiosk.settled()
    assert shown_page(kiosk.window).page_title() == "Kertas tidak keluar? Ini latihan: nomor ini tidak berlaku."
    kiosk.presenter.visit.decision.confirm()
    kiosk.settled()
    assert shown_page(kiosk.window).news() == "Nomor latihan. Ini latihan: nomor ini tidak berlaku."


def test_training_that_was_forgotten_ends_by_itself(kiosk: TrainingKiosk):
    begin(kiosk)
    kiosk.clock.seconds += LONGEST_S - 1
    kiosk.presenter.tick()
    assert kiosk.presenter.screen.training
    kiosk.clock.seconds += 1
    kiosk.presenter.tick()
    assert not kiosk.presenter.screen.training


def test_an_evacuation_ends_training(kiosk: TrainingKiosk):
    begin(kiosk)
    kiosk.set_view(replace(kiosk.hall.view, opening=Opening(False, "evacuation", samples.LOCAL)))
    kiosk.presenter.tick()
    kiosk.settled()
    assert not kiosk.presenter.screen.training
    assert kiosk.page == "notice"


def test_an_answer_of_the_hall_waits_until_training_is_over(kiosk: TrainingKiosk):
    link = kiosk.presenter.training.link
    told: list[object] = []
    kiosk.hall.gate.clear()
    link.write(lambda work: "the hall", told.append, told.append)
    link.practice = as_store(kiosk.practice)
    kiosk.hall.gate.set()
    kiosk.settled()
    assert told == []
    link.leave()
    assert told == ["the hall"]


def test_an_answer_of_training_that_comes_late_is_nobodys_business(kiosk: TrainingKiosk):
    link = kiosk.presenter.training.link
    told: list[object] = []
    link.practice = as_store(kiosk.practice)
    kiosk.practice.gate.clear()
    link.write(lambda work: "practice", told.append, told.append)
    link.leave()
    kiosk.practice.gate.set()
    kiosk.settled()
    assert told == []


def test_the_print_thread_prints_a_slip_for_practice_and_writes_nothing_down(qtbot: QtBot):
    hall, note = MemoryHall(samples.kiosk_view()), NotePrinter(PrintOutcome.PRINTED)
    printer: TicketPrinter = note
    worker = PrintWorker(
        lambda: as_store(hall), lambda store: Printers(NamedPrinter("depan", printer)), "depan", poll_s=60
    )
    ended: list[SlipEnd] = []
    worker.practised.connect(ended.append)
    worker.start()
    worker.practise(PrintRequest(samples.ticket_view(), replace(hall.view.hall, always_open=True)))
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert worker.close(5000)
    assert ended[0].joined
    assert [slip.copy_mark for slip in note.slips] == ["LATIHAN"]
    assert hall.jobs == {}


def test_a_store_for_practice_knows_the_hall_and_leaves_nothing_behind(tmp_path: Path):
    from hall.assets import sample_config

    settings = load_settings(sample_config(), environ={})
    hall: Store = prepare_store(f"sqlite:///{tmp_path / 'hall.db'}", settings.structure)
    practice = practice_store(hall)
    place = Path(practice.url.removeprefix("sqlite:///")).parent
    services = settings.structure.services
    ticket = practice.run(lambda work: work.tickets.issue(services[0].id, By.kiosk("kiosk-1")))
    assert ticket.number == 1
    assert len(practice.fetch(lambda reader: reader.structure()).services) == len(services)
    assert hall.fetch(lambda reader: reader.status()).business_day is None
    practice.close()
    assert not place.exists()
    hall.close()
