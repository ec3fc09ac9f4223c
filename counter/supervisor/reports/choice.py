"""What is chosen on the page Laporan: the report, its period, its agency. Knows no widget."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from counter.supervisor.reports import periods
from counter.supervisor.reports.texts import agency_options
from counter.supervisor.reports.wanted import ReportView, Wanted
from hall.figures import Period, PeriodKind
from hall.translator import Translator
from hall.views import FloorView


class ReportChoice:
    """Follows the hall: an agency that it no longer has is left, and its day is what periods are counted from."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        self.floor: FloorView | None = None
        self.wanted: Wanted | None = None

    @property
    def today(self) -> date:
        """The hall's day; only once its floor is known."""
        assert self.floor is not None
        return self.floor.now.astimezone(ZoneInfo(self.floor.hall.timezone)).date()

    @property
    def agencies(self) -> list[tuple[str, str]]:
        """The agencies (id, name) whose figures the person may read, an empty id for all of them."""
        return [] if self.floor is None else agency_options(self.floor, self._translate)

    def choose(self, key: str, *, period: Period | None = None, agency: str | None = None) -> Wanted:
        """What is wanted with the report ``key`` (empty for the one before); what is None stays."""
        before, options = self.wanted, self.agencies
        if agency is None:
            agency = before.agency if before is not None else ""
        if agency not in dict(options):
            agency = options[0][0] if options else ""
        if period is None:
            period = before.period if before is not None else periods.usual_period(self.today)
        key = key or (before.key if before is not None else "")
        self.wanted = Wanted(key, period, agency, self._translate.language)
        return self.wanted

    def stepped(self, step: int) -> Period | None:
        """The period before (-1) or after (1) the one that is chosen, which stays where there is none."""
        if self.wanted is None:
            return None
        now = self.wanted.period
        return (periods.before(now) if step < 0 else periods.after(now, self.today)) or now

    def of_kind(self, kind: PeriodKind) -> Period | None:
        """A period of another kind around the one that is chosen."""
        return None if self.wanted is None else periods.of_kind(self.wanted.period, kind, self.today)

    def agency_alone(self, view: ReportView) -> str:
        """The name of the agency that a report is narrowed to, where its reader sees more; else empty."""
        if self.floor is None or not self.floor.whole_hall or not view.wanted.agency:
            return ""
        return dict(self.agencies).get(view.wanted.agency, "")
