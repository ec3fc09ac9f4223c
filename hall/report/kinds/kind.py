"""What all reports share: their head, who signs them, and their last page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from hall.amounts import number_text, percent_text, share_of
from hall.dates import clock_text, date_text, day_text, month_text
from hall.figures import Need, Period, PeriodKind, ReportFacts
from hall.forms import ReportForm
from hall.report.kinds.promised import promise_said
from hall.report.report import Block, Definition, Letterhead, Report, Signing, Tile
from hall.translator import Translator


class ReportKind(ABC):
    """A kind of report. ``key`` names it to machines and in ``report.<key>…`` of the texts; ``figures`` are what its
    last page explains (``definition.<name>``); ``needs`` what is to be read for it beside figures; ``is_sheet`` as in
    ``Report``."""

    key: ClassVar[str]
    needs: ClassVar[frozenset[Need]] = frozenset()
    figures: ClassVar[tuple[str, ...]] = ()
    is_sheet: ClassVar[bool] = False

    @abstractmethod
    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What it says of the period."""

    def headline(self, facts: ReportFacts, translate: Translator) -> Tile | None:
        """The figure that is read first where no block says it as a tile: its name, and how it differs from the period
        before in the note."""
        return None

    def title(self, facts: ReportFacts, translate: Translator) -> str:
        """What stands over it."""
        said = translate(f"report.{self.key}.title", hall=facts.hall, city=facts.city)
        return " ".join(said.split())  # several halls have no city

    def remarks(self, facts: ReportFacts, translate: Translator) -> Iterable[str]:
        """What stands beside who signs."""
        return ()

    def explained(self, facts: ReportFacts) -> Iterable[str]:
        """The figures that its last page explains."""
        return self.figures

    def document(self, facts: ReportFacts, translate: Translator) -> Report:
        """The whole report in the language of ``translate``."""
        made = f"{date_text(facts.now.date(), translate)}, {clock_text(facts.now, translate)}"
        return Report(
            self.key,
            f"{facts.hall} {facts.city}".strip(),
            self.title(facts, translate),
            subtitle(facts, translate),
            tuple(self.blocks(facts, translate)),
            translate("sheet.made", at=made),
            translate("sheet.page", number="{number}", count="{count}"),
            remarks=(*self.remarks(facts, translate), *_missing(facts, translate)),
            signatures=_signatures(facts, translate),
            letterhead=Letterhead(facts.form.letterhead, b64decode(facts.form.logo)),
            definitions=definitions(self.explained(facts), facts.form, translate, promise_said(facts, translate)),
            definitions_title=translate("report.definitions"),
            is_sheet=self.is_sheet,
        )


def _missing(facts: ReportFacts, translate: Translator) -> Iterable[str]:
    """That the numbers of days were deleted after their time, and which halls could not be read."""
    if facts.purged:
        first, last = (day_text(day, translate) for day in (facts.purged[0], facts.purged[-1]))
        yield translate("report.purged", n=len(facts.purged), first=first, last=last)
    if facts.unread:
        yield translate("report.halls.unread", names="; ".join(facts.unread))


def subtitle(facts: ReportFacts, translate: Translator) -> str:
    """The days of the report, until when they are told, and of whom."""
    told = days_text(facts.period, facts.over, translate)
    return f"{told} \u00b7 {facts.names.agencies.get(facts.agency, facts.agency)}" if facts.agency else told


def days_text(period: Period, over: Period, translate: Translator) -> str:
    """The days of a period, and until when they are told where it is not ``over``."""
    ends = {"first": day_text(period.first, translate), "last": day_text(period.last, translate)}
    parts = [translate("report.one_day" if period.first == period.last else "report.period", **ends)]
    if over.last < period.last:
        parts.append(translate("report.until", day=day_text(over.last, translate)))
    return " \u00b7 ".join(parts)


def change_note(now: int, facts: ReportFacts, before: int, translate: Translator) -> str:
    """How a count differs from the one of the period before, of which as much is counted as is over of this one; empty
    where that had none."""
    earlier = facts.period.before()
    if not before:
        return ""
    name = compared_name(earlier, translate)
    if facts.over.last < facts.period.last:
        days = (facts.before.period.last - earlier.first).days + 1
        name = translate("report.change_until", name=name, n=days)
        if not now:
            return translate("report.change_none", name=name, before=number_text(before, translate))
    change = share_of(abs(now - before), before) or Decimal(0)
    key = "more" if now > before else "fewer"
    if round(change, 2) == 0:
        key = "same" if now == before else "almost"
    shown = {"percent": percent_text(change, translate), "before": number_text(before, translate)}
    said = translate(f"report.change_{key}", name=name, **shown)
    return "; ".join(filter(None, (said, service_days(facts, translate))))


def service_days(facts: ReportFacts, translate: Translator) -> str:
    """On how many days somebody came, and in the period before, where these are not as many: part of the change then
    comes from the calendar."""
    now, before = (sum(1 for day in one.days.values() if day.issued) for one in (facts.figures, facts.before))
    return translate("report.service_days", n=now, before=before) if now != before and before else ""


def compared_name(period: Period, translate: Translator) -> str:
    """What a period is called that another one is compared with: as ``period_name``, a week in a few words."""
    if period.kind is not PeriodKind.WEEK:
        return period_name(period, translate)
    first, last = period.first, period.last
    begin = str(first.day) if first.month == last.month else day_text(first, translate, short=True)
    return translate("report.week", first=begin, last=day_text(last, translate, short=True))


def period_name(period: Period, translate: Translator) -> str:
    """What people call a period: November 2026, Triwulan IV 2026, or its first and last day."""
    year = period.first.year
    if period.kind is PeriodKind.MONTH:
        return f"{month_text(period.first, translate)} {year}"
    if period.kind in (PeriodKind.QUARTER, PeriodKind.SEMESTER):
        part = (period.first.month + 2) // 3 if period.kind is PeriodKind.QUARTER else (period.first.month + 5) // 6
        return translate(f"report.{period.kind}", part="I" * part if part < 4 else "IV", year=year)
    if period.kind is PeriodKind.YEAR:
        return str(year)
    if period.first == period.last:
        return day_text(period.first, translate)
    first, last = (day_text(day, translate, short=True) for day in (period.first, period.last))
    return f"{first} \u2013 {last}"


def definitions(
    names: Iterable[str], form: ReportForm, translate: Translator, promised: str = ""
) -> tuple[Definition, ...]:
    """What figures mean (``definition.<name>`` and ``definition.<name>.text``); the share of kept promises with what is
    ``promised``."""
    late = int(form.late_after.total_seconds() // 60)
    return tuple(
        Definition(
            translate(f"definition.{name}"),
            " ".join(
                filter(
                    None,
                    (translate(f"definition.{name}.text", late=late), promised if name == "kept_share" else ""),
                )
            ),
        )
        for name in names
    )


def _signatures(facts: ReportFacts, translate: Translator) -> tuple[Signing, ...]:
    if not facts.form.signed_by:
        return ()
    place = translate("report.place", city=facts.city, day=day_text(facts.now.date(), translate))
    return (Signing((place, facts.form.signed_by), facts.form.signer),)
