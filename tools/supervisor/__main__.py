"""``python -m tools.supervisor``: the supervisor's window and the overview in their states and sizes, as
pictures."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QApplication

from counter.desk.state import LinkState
from counter.overview.painting import paint_overview
from counter.overview.picture import for_paper, picture
from counter.supervisor.parts.whole_hall import EVACUATION_SHORTCUT
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.state import SupervisorState, Tab
from counter.supervisor.window import SupervisorWindow
from hall.errors import Refused
from hall.estimating.quality import HeldView
from hall.overview import Period
from hall.report.rendering import Format
from hall.translator import Translator
from hall.views import OverviewView
from hall.wording import BothNames
from qtkit.theme.dark import worn_dark
from qtkit.theme.qss import palette
from tools.supervisor import (
    break_samples,
    correction_samples,
    detail_samples,
    incident_samples,
    opened_samples,
    overview_samples,
    report_samples,
    samples,
)
from tools.supervisor.hands import Hands, answered, breaks, details, person, refused, report

_USUAL = QSize(1280, 800)
_HD = QSize(1920, 1080)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name and what the window shows. ``ratio`` is the screen's, such as 2 for 200 %;
    ``opened`` is the place of an agency that stands open, ``typed`` what is in the filter; ``dark``: in the dark
    look; ``details`` is the key of a row whose details are shown, ``asked`` presses these keys; ``then`` is what else
    the person has done."""

    name: str
    state: SupervisorState
    size: QSize = _USUAL
    language: str = "id"
    ratio: float = 1.0
    opened: int = -1
    typed: str = ""
    dark: bool = False
    details: str = ""
    asked: str = ""
    then: Hands | None = None


def shots() -> tuple[Shot, ...]:
    """All pictures."""
    busy = SupervisorState(user="Rina Marlina", view=samples.busy())
    full = replace(busy, view=samples.full())
    away = replace(busy, link=LinkState(False, samples.NOW))
    long = replace(busy, view=samples.long_names(), user="Siti Rahmawati Nurhaliza Kusumaningrum")
    empty = replace(busy, view=samples.empty())
    low, least = QSize(960, 540), QSize(850, 448)
    tabs = (Tab.HALL, Tab.CORRECTIONS, Tab.PEOPLE)
    corrections = replace(
        busy, tabs=tabs, tab=Tab.CORRECTIONS, tab_views=MappingProxyType({Tab.CORRECTIONS: correction_samples.view()})
    )
    obstacles = replace(
        busy,
        tabs=(Tab.HALL, Tab.OBSTACLES, Tab.PEOPLE),
        tab=Tab.OBSTACLES,
        tab_views=MappingProxyType({Tab.OBSTACLES: incident_samples.view()}),
    )
    agency = busy.view.agencies[0] if busy.view is not None else None
    assert agency is not None
    service = agency.services[0]
    opened = replace(busy, tab_views=MappingProxyType({Tab.HALL: detail_samples.details(agency, service)}))
    group = replace(
        busy,
        view=replace(samples.busy(), estimates_held=HeldView(date(2026, 11, 20), 83)),
        tab_views=MappingProxyType({Tab.HALL: detail_samples.of_agency(agency)}),
    )
    evacuated = replace(busy, view=samples.evacuated())
    key = f"service {service.id}"
    return (
        Shot("usual", busy),
        Shot("details-breaks", opened, _HD, details=key),
        Shot("details-breaks-en", opened, language="en", details=key),
        Shot("details-breaks-low", opened, low, details=key),
        Shot("details-waits", group, details=f"agency {agency.id}"),
        Shot("details-waits-en", group, _HD, language="en", details=f"agency {agency.id}"),
        Shot("details-waits-smallest", group, least, details=f"agency {agency.id}"),
        Shot("details-waits-dark", group, dark=True, details=f"agency {agency.id}"),
        Shot("breaks-asked", busy, then=breaks(break_samples.proposed())),
        Shot("breaks-kept-en", busy, low, language="en", then=breaks(break_samples.kept())),
        Shot("evacuation-asked", busy, asked=EVACUATION_SHORTCUT),
        Shot("evacuated", evacuated),
        Shot("evacuated-end-asked", evacuated, asked=EVACUATION_SHORTCUT),
        Shot("usual-en", busy, language="en"),
        Shot("hd", full, _HD, opened=0),
        Shot("scaled-200", busy, low, ratio=2.0),
        Shot("smallest", busy, least),
        Shot("forty-counters", full, opened=1),
        Shot("found", full, typed="paspor"),
        Shot("nothing-found", full, typed="kereta"),
        Shot("long-names", long, opened=0),
        Shot("long-names-low", long, low, opened=0),
        Shot("away", away),
        Shot("never-read", replace(away, view=None)),
        Shot("empty-day", empty),
        Shot("empty-day-en", empty, language="en"),
        Shot("dark", full, opened=0, dark=True),
        Shot("pseudo", busy, language="pseudo"),
        Shot("corrections", corrections),
        Shot("corrections-en", corrections, language="en"),
        Shot("corrections-dark", corrections, dark=True),
        Shot("corrections-smallest", corrections, least),
        Shot("corrections-pseudo", corrections, language="pseudo"),
        Shot("obstacles", obstacles),
        Shot("obstacles-en", obstacles, language="en"),
        Shot("obstacles-dark", obstacles, dark=True),
        Shot("obstacles-low-en", obstacles, low, language="en", ratio=2.0),
        Shot("obstacles-smallest", obstacles, least),
        Shot("obstacles-pseudo", obstacles, language="pseudo"),
        Shot("obstacles-hd", obstacles, _HD),
        Shot("obstacles-low", obstacles, low, ratio=2.0),
        *_opened(busy, low),
        *_reports(busy, low),
    )


def _opened(busy: SupervisorState, low: QSize) -> tuple[Shot, ...]:
    """What is opened and asked on the tabs Aula and Petugas."""
    views = MappingProxyType({Tab.HALL: opened_samples.service(), Tab.PEOPLE: opened_samples.people()})
    hall = replace(busy, view=opened_samples.alarmed(), tabs=(Tab.HALL, Tab.PEOPLE), tab_views=views)
    people = replace(hall, tab=Tab.PEOPLE)
    of, move = "service service-h", Refused("move_into_closed", service=BothNames("Paspor baru", "New passport"))
    return (
        Shot("alarms", hall),
        Shot("alarms-en", hall, language="en"),
        Shot("alarms-low", hall, low, ratio=2.0),
        Shot("details", hall, then=details(of)),
        Shot("details-low", hall, low, ratio=2.0, then=details(of)),
        Shot("details-counter", hall, then=details(of, row="counter")),
        Shot("details-counter-dark", hall, dark=True, then=details(of, row="counter")),
        Shot("form-close", hall, then=details(of, "close")),
        Shot("form-close-low", hall, low, ratio=2.0, then=details(of, "close")),
        Shot("form-refused", hall, then=refused(details(of, "close"), move)),
        Shot("form-assign", hall, then=details(of, "assign", row="counter")),
        Shot("form-free", hall, then=details(of, "free", row="counter")),
        Shot("form-announce", hall, then=answered("alarm_unattended")),
        Shot("form-decide", hall, then=answered("alarm_closure_asked")),
        Shot("form-day", hall, then=answered("alarm_day_over")),
        Shot("form-day-low", hall, low, ratio=2.0, then=answered("alarm_day_over")),
        Shot("people", people, then=person("agus")),
        Shot("people-low", people, low, ratio=2.0, then=person("agus")),
        Shot("form-sign-out", people, language="en", then=person("agus", "sign_out")),
    )


def _make(page: ReportsPage) -> None:
    page.making.begin(Format.PDF)
    page.making.show_pages(3, 9)


def _reports(busy: SupervisorState, low: QSize) -> tuple[Shot, ...]:
    """The tab Laporan."""
    tabs = (Tab.HALL, Tab.OBSTACLES, Tab.REPORTS, Tab.CORRECTIONS)
    usual = replace(busy, tabs=tabs, tab=Tab.REPORTS)
    full = replace(usual, view=samples.full())
    long = replace(usual, view=samples.long_names())
    recap, all_blocks = (
        report(report_samples.recap),
        report(lambda _floor, translate: report_samples.everything(translate)),
    )
    making = report(report_samples.recap, _make)
    made = report(
        report_samples.recap, lambda page: page.making.show_made(Path.home() / "Documents" / "Rekap pemohon.pdf")
    )
    wrong = report(report_samples.recap, lambda page: page.choosing.period_typed.emit("2026-13"))
    focus = report(report_samples.recap, lambda page: page.panel.focus_document())
    return (
        Shot("reports", full, then=making),
        Shot("reports-hd", full, _HD, then=recap),
        Shot("reports-made", full, then=made),
        Shot("reports-wrong", full, then=wrong),
        Shot("reports-focus", full, then=focus),
        Shot("reports-year-en", full, language="en", then=report(report_samples.wide_year)),
        Shot("reports-200", usual, low, ratio=2.0, then=making),
        Shot("reports-smallest", usual, QSize(850, 448), then=made),
        Shot("reports-dark", full, dark=True, then=making),
        Shot("reports-long-names", long, then=recap),
        Shot("reports-long-names-low", long, low, then=recap),
        Shot("reports-empty", usual, then=report(report_samples.nothing)),
        Shot("reports-blocks", usual, QSize(1280, 1700), then=all_blocks),
        Shot("reports-blocks-dark", usual, QSize(1280, 1700), dark=True, then=all_blocks),
        Shot("reports-blocks-usual", usual, then=all_blocks),
        Shot("reports-away", replace(usual, link=LinkState(False, samples.NOW)), then=recap),
        Shot("reports-pseudo", usual, language="pseudo", then=making),
    )


def drawn(shot: Shot) -> QImage:
    """The window of a shot; needs a QApplication."""
    window = SupervisorWindow(Translator(shot.language), lambda: samples.NOW)
    window.resize(shot.size)
    window.show()
    if shot.details:
        window.page.open_details(shot.details)
    window.show_state(shot.state)
    page = window.page.agencies
    if shot.opened >= 0:
        page.tree.toggle(page.tree.table.index(shot.opened, 0))
    page.filter.setText(shot.typed)
    for shortcut in window.findChildren(QShortcut):
        if shot.asked and shortcut.key() == QKeySequence(shot.asked):
            shortcut.activated.emit()
    if shot.then is not None:
        shot.then(window, shot.state)
    for _ in range(4):
        QApplication.processEvents()
    image = QImage(shot.size * shot.ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(shot.ratio)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    window.close()
    return image


@dataclass(frozen=True, slots=True)
class OverviewShot:
    """One picture of the overview: on a wall, or with ``paper`` as it is printed."""

    name: str
    view: OverviewView
    size: QSize = _HD
    language: str = "id"
    paper: bool = False
    dark: bool = False


def overview_shots() -> tuple[OverviewShot, ...]:
    """All pictures of the overview."""
    busy, year = overview_samples.busy(), overview_samples.year()
    return (
        OverviewShot("overview-1080", busy),
        OverviewShot("overview-2160", busy, _HD * 2),
        OverviewShot("overview-year-en", year, language="en"),
        OverviewShot("overview-month", replace(year, period=Period.MONTH, day_before=date(2026, 10, 23))),
        OverviewShot("overview-empty", overview_samples.empty()),
        OverviewShot("overview-long-names", overview_samples.long_names()),
        OverviewShot("overview-troubled", overview_samples.troubled()),
        OverviewShot("overview-dark", busy, dark=True),
        OverviewShot("overview-a4", busy, QSize(1990, 1374), paper=True),
    )


def drawn_overview(shot: OverviewShot) -> QImage:
    """The page of a shot; needs a QApplication."""
    image = QImage(shot.size, QImage.Format.Format_RGB32)
    shown = picture(shot.view, Translator(shot.language))
    painter = QPainter(image)
    paint_overview(painter, QRectF(image.rect()), for_paper(shown) if shot.paper else shown)
    painter.end()
    return image


def main(argv: Sequence[str] | None = None) -> int:
    """Draws the pictures and prints their names."""
    parser = argparse.ArgumentParser(prog="tools.supervisor", description="Pictures of the supervisor's window.")
    parser.add_argument("-o", "--output", type=Path, default=Path("demo-output/supervisor"), metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="TEXT", help="only pictures whose name has this in it")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setPalette(palette())
    options.output.mkdir(parents=True, exist_ok=True)
    for shot in shots():
        if options.only in shot.name:
            file = options.output / f"{shot.name}.png"
            with worn_dark() if shot.dark else nullcontext():
                drawn(shot).save(str(file))
            print(file)
    for page in overview_shots():
        if options.only in page.name:
            file = options.output / f"{page.name}.png"
            with worn_dark() if page.dark else nullcontext():
                drawn_overview(page).save(str(file))
            print(file)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
