"""``python -m benchmarks.survey_play``: visitors answer the satisfaction survey at real kiosk windows.

Visits end at the counter; their visitors come to one of two kiosks over one database, and touch what a visitor touches:
some change an answer, skip one, stop, walk away until the page goes, come back, try a second time, or type a wrong
number; and now and then a kiosk dies between two touches and starts again. What was answered is noted here, and held
against the database; the index is held against ``survey_check.py``, which shares no code with the hall.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.floors import bench_hall
from hall.access import By
from hall.forms import SurveyForm
from hall.lifecycle import Outcome
from hall.store import Store, open_store, prepare_store
from hall.survey.regulation import regulation
from hall.translator import Translator
from kiosk.idle import READING_S
from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow
from kiosk.wiring import connect_window
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from qtkit.widgets.pressable import TouchGuard

BY = By.system()
ELEMENTS = tuple(one.key for one in regulation().elements)
PATIENCE_S = 60.0
CHECK = Path(__file__).with_name("survey_check.py")


class Kiosk:
    """A kiosk's real window, presenter and store; its seconds pass when told."""

    def __init__(self, url: str, name: str, ids: Callable[[], str]) -> None:
        self.seconds, self.touches = 1000.0, 1000.0
        self.worker = SerialWorker()
        self.link = StoreLink(self.worker, lambda: open_store(url))
        self.presenter = KioskPresenter(self.link, station=name, monotonic=lambda: self.seconds, new_id=ids)
        guard = TouchGuard(clock=lambda: self.touches)
        self.window = KioskWindow(Translator("id"), None, motion=False, guard=guard)
        connect_window(self.presenter, self.window)
        self.link.opened.connect(lambda: self.presenter.begin(""))
        self.window.resize(540, 960)  # half the size: four times as fast to paint
        self.window.show()
        self.link.open()
        self.until(lambda: self.page == "agencies")

    @property
    def page(self) -> str:
        """The page that is up."""
        return self.window.page

    @property
    def at(self) -> int:
        """The question that is up."""
        return self.presenter.screen.survey.at

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something on the screen."""
        end = time.monotonic() + PATIENCE_S
        while not reached():
            QApplication.processEvents()
            if time.monotonic() > end:
                raise TimeoutError(f"the kiosk stays on {self.page}")
            time.sleep(0.001)

    def touch(self, name: str) -> None:
        """A finger on a widget, some time after the one before, until all is answered."""
        self.touches += 2.0
        widget = self.window.findChild(QWidget, name)
        assert isinstance(widget, QWidget)
        assert widget.isVisible(), f"{name} is not there on {self.page}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.until(lambda: self.worker.idle and not self.presenter.visit.command.busy)

    def wait_away(self) -> None:
        """Nobody is there until the page goes."""
        for _ in range(READING_S + 1):
            self.seconds += 1.0
            self.presenter.tick()
        self.until(lambda: self.page == "agencies")

    def die(self) -> None:
        """Gone without a word to anybody."""
        self.presenter.close()
        self.worker.close()
        self.link.close()
        self.window.close()
        self.window.deleteLater()


@dataclass
class Noted:
    """What one visit has answered, and what came of its visitor."""

    code: str
    scores: dict[str, int] = field(default_factory=dict)
    tries: int = 0


class Play:
    """The visits, their visitors, and what they did."""

    def __init__(self, store: Store, url: str, dice: random.Random) -> None:
        self.store, self.url, self.dice = store, url, dice
        numbers = count()
        self.ids = lambda: f"play-{next(numbers)}"
        self.kiosks = [Kiosk(url, name, self.ids) for name in ("kiosk-1", "kiosk-2")]
        self.did: Counter[str] = Counter()

    def visit(self, number: int) -> Noted:
        """Somebody takes a number, is served, and comes to the kiosk."""
        hall = bench_hall()
        counter = hall.counters[number % len(hall.counters)]
        service = next(one for one in hall.services if one.id == counter.services[0].service)
        with self.store.begin() as work:
            ticket = work.tickets.issue(service.prefix, BY)
            at = work.counter(counter.label, BY)
            at.call_number(ticket.id)
            at.serve()
        if self.dice.random() < 0.1:
            self._refused(ticket.code, "too early")
        ended = self.store.run(lambda work: work.counter(counter.label, BY).finish())
        assert ended.outcome == Outcome.SERVED
        noted = Noted(ticket.code)
        self.come(noted)
        return noted

    def come(self, noted: Noted) -> None:
        """A visitor with one of many ways, who may come again."""
        how = self.dice.choice(["all"] * 5 + ["changes", "skips", "stops", "walks away", "kiosk dies", "wrong first"])
        self.did[how] += 1
        if how == "wrong first":
            self._refused(noted.code.split("-")[0] + "-999", "unknown number")
        place = self.dice.randrange(len(self.kiosks))
        kiosk = self.kiosks[place]
        self._begin(kiosk, noted.code)
        leave_after = self.dice.randrange(0, 9) if how in ("stops", "walks away", "kiosk dies") else 99
        skipped = self.dice.randrange(0, 9) if how == "skips" else 99
        self._answer(kiosk, noted, how, leave_after, skipped)
        if leave_after < 99 and kiosk.page == "survey":
            self._leave(place, how)
        if kiosk.page == "survey_done":
            kiosk.touch("survey-done")
        again = len(noted.scores) < len(ELEMENTS)
        if again and noted.tries < 3 and self.dice.random() < 0.7:
            noted.tries += 1
            self.did["came again"] += 1
            self.come(noted)
        elif not again and self.dice.random() < 0.25:
            self._refused(noted.code, "second vote")

    def _answer(self, kiosk: Kiosk, noted: Noted, how: str, leave_after: int, skipped: int) -> None:
        given = 0
        while kiosk.page == "survey" and given < leave_after:
            question = kiosk.presenter.screen.survey.question
            assert question is not None
            at = kiosk.at
            if at == skipped:
                kiosk.touch("survey-skip")
            else:
                self._touch_answer(kiosk, noted, question.key)
                if how == "changes" and self.dice.random() < 0.3 and kiosk.page == "survey":
                    kiosk.touch("survey-back")
                    self._touch_answer(kiosk, noted, question.key)
            given += 1

    def _touch_answer(self, kiosk: Kiosk, noted: Noted, element: str) -> None:
        place = self.dice.choices(range(4), (1, 2, 5, 8))[0]
        kiosk.touch(f"survey-answer-{place}")
        noted.scores[element] = place + 1

    def _leave(self, place: int, how: str) -> None:
        kiosk = self.kiosks[place]
        if how == "stops":
            kiosk.touch("survey-stop")
        elif how == "walks away":
            kiosk.wait_away()
        else:
            kiosk.die()
            self.kiosks[place] = Kiosk(self.url, f"kiosk-{place + 1}", self.ids)

    def _begin(self, kiosk: Kiosk, code: str) -> None:
        kiosk.touch("survey-button")
        for sign in code:
            kiosk.touch(f"survey-key-{sign}")
        kiosk.touch("survey-begin")

    def _refused(self, code: str, why: str) -> None:
        """Somebody who may not answer now is told so, and goes."""
        kiosk = self.dice.choice(self.kiosks)
        self._begin(kiosk, code)
        notice = kiosk.presenter.screen.notice_bar
        assert kiosk.page == "survey_number", f"{code} was let in: {why}"
        assert notice is not None
        kiosk.touch("survey-leave")
        self.did[f"refused: {why}"] += 1

    def close(self) -> None:
        """The kiosks end."""
        for kiosk in self.kiosks:
            kiosk.die()


def checked(file: Path) -> dict[str, object]:
    """What the second program finds in the database."""
    answered = subprocess.run([sys.executable, str(CHECK), str(file)], capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(answered.stdout)
    return found


def compared(store: Store, file: Path, noted: list[Noted]) -> list[str]:
    """What differs between what was touched, the hall's figures and the second program's."""
    other = checked(file)
    kept = other["scores"]
    assert isinstance(kept, dict)
    told = {one.code: one.scores for one in noted if one.scores}
    problems = [f"{code}: {told.get(code)} was touched, {kept.get(code)} is kept" for code in {*told, *kept}
                if told.get(code) != kept.get(code)]  # fmt: skip
    problems += [f"{other['double']} visits have two questionnaires"] if other["double"] else []
    with store.read() as view:
        day = view.days.latest()
        assert day is not None
        figures = view.survey.of(day, day, by=BY)
    whole = figures.whole
    mine = {"respondents": whole.respondents, "incomplete": whole.incomplete, "index": str(whole.index)}
    mine |= {one.element.key: str(one.mean) for one in whole.elements}
    theirs = {name: other[name] for name in mine}
    return problems + ([] if mine == theirs else [f"the hall says {mine}, the other program {theirs}"])


def main() -> int:
    """Play, compare, and print what was done; 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hall.db"
        url, hall = f"sqlite:///{file}", bench_hall()
        prepare_store(url, replace(hall, hall=replace(hall.hall, survey=SurveyForm(kiosk=True))))
        store = open_store(url)
        for number, counter in enumerate(hall.counters):
            user = store.run(lambda w, n=number: w.staff.add(f"user{n}", f"Petugas {n}", "407163", BY)).id
            store.run(lambda w, label=counter.label, user=user: w.counter(label, BY).sign_in(user))
        play = Play(store, url, random.Random(options.seed))  # noqa: S311 - a play, no secret
        noted = [play.visit(number) for number in range(options.visits)]
        play.close()
        problems = compared(store, file, noted)
        other = checked(file)
        store.close()
    answers = sum(len(one.scores) for one in noted)
    print(f"{len(noted)} visits, {answers} answers kept, {time.monotonic() - begun:.0f} s, seed {options.seed}")
    print("\n".join(f"  {times:4}  {what}" for what, times in sorted(play.did.items())))
    print(
        f"complete {other['respondents']}, incomplete {other['incomplete']}, IKM {other['index']} by the second program"
    )
    print("\n".join(problems) or "no double vote, no lost answer, every figure equal")
    del application
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
