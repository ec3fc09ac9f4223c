"""What the tab Laporan says of a report: pure functions to text."""

from __future__ import annotations

from counter.supervisor.reports.wanted import ReadyDays, ReportView
from hall.dates import day_text
from hall.figures import Period, PeriodKind
from hall.report.cells import cell_text
from hall.report.kinds.kind import period_name
from hall.translator import Translator
from hall.views import FloorView
from hall.wording import in_language

_FORBIDDEN = '<>:"/\\|?*'
"""What no file of Windows has in its name."""


def ready_text(period: Period, days: ReadyDays, translate: Translator) -> str:
    """Which days are added up already, and that the present one is read from what happens."""
    said = []
    if days.first is not None and days.last is not None:
        of_month = period.kind is PeriodKind.MONTH
        ends = [str(day.day) if of_month else day_text(day, translate, short=True) for day in (days.first, days.last)]
        name = ends[0] if ends[0] == ends[1] else "\N{EN DASH}".join(ends)
        said.append(translate("supervisor.reports_ready_days" if of_month else "supervisor.reports_ready", days=name))
    if days.live is not None:
        said.append(translate("supervisor.reports_live" if said else "supervisor.reports_live_alone"))
    return translate("supervisor.reports_joined", first=said[0], second=said[1]) if len(said) > 1 else "".join(said)


def headline_texts(view: ReportView, translate: Translator) -> tuple[str, str]:
    """The figure that is read first, and what it counts; empty where a report has none."""
    tile = view.headline
    if tile is None:
        return "", ""
    value = cell_text(tile.value, tile.kind, translate)
    return value, ", ".join(filter(None, (tile.title, tile.note)))


def agency_options(floor: FloorView, translate: Translator) -> list[tuple[str, str]]:
    """All agencies and each of them; their own alone for who answers for one."""
    each = [(one.id, in_language(translate.language, one.name, one.name_en)) for one in floor.agencies]
    return [("", translate("supervisor.reports_all_agencies")), *each] if floor.whole_hall else each


def file_name(view: ReportView, floor: FloorView | None, translate: Translator) -> str:
    """What the file of a report is called, without its end."""
    agencies = floor.agencies if floor is not None else ()
    agency = next((one.name for one in agencies if one.id == view.wanted.agency), view.wanted.agency)
    parts = (translate(f"report.{view.wanted.key}.name"), period_name(view.wanted.period, translate), agency)
    name = " - ".join(filter(None, parts))
    return "".join("-" if letter in _FORBIDDEN or not letter.isprintable() else letter for letter in name)
