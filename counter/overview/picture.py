"""What the overview shows, as texts and shares: pure functions from a view and a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from hall.amounts import number_text
from hall.dates import clock_text, date_text, day_text, month_text, range_text, short_date_text, weekday_text
from hall.overview import Figures, Period
from hall.translator import Translator
from hall.views import OverviewAgency, OverviewObstacle, OverviewPlan, OverviewView
from hall.wording import in_language

GOOD_FROM, FAIR_FROM = 0.9, 0.8
"""Shares of the promise from which an agency is shown as good, and as fair."""
TREND_POINTS = 12


@dataclass(frozen=True, slots=True)
class Chip:
    """A remark below a figure; ``tone`` is ``good``, ``fair``, ``bad`` or ``plain``."""

    text: str
    icon: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Card:
    """A figure with its unit and remark; one with ``shares`` (0 to 1) shows them as bars in the place of a figure.
    ``note`` is a warning beside the figure."""

    title: str
    value: str
    unit: str
    chip: Chip
    shares: tuple[float, ...] = ()
    note: str = ""

    @property
    def spoken(self) -> str:
        """All of it in one text."""
        said = ", ".join(filter(None, (self.chip.text, self.note)))
        return f"{self.title}: {self.value} {self.unit}, {said}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: a name, what stands at its right end, the share of a bar, and a remark."""

    name: str
    count: str
    share: float = 0.0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency with its three figures; ``tone`` is that of the last one."""

    name: str
    done: str
    wait: str
    share: str
    tone: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is painted. ``tabs`` are the periods, the ``chosen`` one among them; ``bars`` are label and count, and
    the last one still grows when ``running``. ``more_agencies`` says how many are left out, by their
    count; ``plans_note`` who writes the plans; ``evacuation`` that the hall is evacuated, in the place of the title."""

    title: str
    hall: str
    tabs: tuple[str, ...]
    chosen: int
    clock: str
    day: str
    cards: tuple[Card, ...]
    arrivals: str
    here: str
    bars: tuple[tuple[str, int], ...]
    no_arrivals: str
    running: bool
    obstacles: str
    held_back: str
    obstacle_lines: tuple[Line, ...]
    no_obstacles: str
    heads: tuple[str, ...]
    agency_lines: tuple[AgencyLine, ...]
    more_agencies: tuple[str, ...]
    no_agencies: str
    plans: str
    plan_lines: tuple[str, ...]
    plans_note: str
    no_plans: str
    compared: str
    keys: str
    evacuation: str = ""

    @property
    def spoken(self) -> str:
        """The figures in one text, for whoever cannot see them."""
        return ". ".join(filter(None, (self.evacuation, *(card.spoken for card in self.cards))))


def for_paper(shown: Picture) -> Picture:
    """The same without what only a screen can do: other periods, keys, and what is said of the paper."""
    tabs = tuple(tab if at == shown.chosen else "" for at, tab in enumerate(shown.tabs))
    return replace(shown, keys="", plans_note="", tabs=tabs)


def picture(view: OverviewView, translate: Translator) -> Picture:
    """What is painted of a view."""
    return Picture(
        title=translate("overview.title"),
        hall=view.hall.name,
        tabs=tuple(translate(f"overview.period_{period.value}") for period in Period),
        chosen=list(Period).index(view.period),
        clock=clock_text(view.now, translate),
        day=date_text(view.now.date(), translate),
        cards=_cards(view, translate),
        arrivals=translate(f"overview.arrivals{'' if view.period is Period.TODAY else '_a_day'}"),
        here=translate("overview.here", open=view.counters_open, all=view.counters, n=view.waiting),
        bars=_bars(view, translate),
        no_arrivals=translate("overview.no_arrivals"),
        running=view.period is Period.TODAY,
        obstacles=translate(f"overview.obstacles_{view.period.value}"),
        held_back=translate("overview.held_back"),
        obstacle_lines=_obstacle_lines(view, translate),
        no_obstacles=translate("overview.no_obstacles"),
        heads=tuple(translate(f"overview.head_{name}") for name in ("agency", "done", "wait", "share")),
        agency_lines=tuple(_agency_line(one, translate) for one in view.agencies),
        more_agencies=("", *(translate("overview.more_agencies", n=n + 1) for n in range(len(view.agencies)))),
        no_agencies=translate("overview.no_agencies"),
        plans=translate("overview.plans"),
        plan_lines=tuple(_plan_text(plan, translate) for plan in view.plans),
        plans_note=translate("overview.plans_note") if any(one.kind == "plan" for one in view.plans) else "",
        no_plans=translate("overview.no_plans"),
        compared=_compared(view, translate),
        keys=translate("overview.keys"),
        evacuation=_evacuation(view, translate),
    )


def _evacuation(view: OverviewView, translate: Translator) -> str:
    if view.evacuated_since is None:
        return ""
    return translate("overview.evacuation", time=clock_text(view.evacuated_since, translate))


def _cards(view: OverviewView, translate: Translator) -> tuple[Card, ...]:
    now, before = view.figures, view.before
    return (
        Card(
            translate("overview.visitors"),
            number_text(now.visitors, translate),
            translate("overview.people"),
            _more(now, before, translate),
        ),
        Card(
            translate("overview.median_wait"),
            _known(now.median_wait, translate),
            translate("overview.minutes"),
            _changed("wait", now, before, translate, lambda one: one.median_wait, falls_well=True),
        ),
        Card(
            translate("overview.within"),
            _known(percent(now.share), translate),
            "%",
            _changed("share", now, before, translate, lambda one: percent(one.share), falls_well=False),
            note=_late(view, translate),
        ),
        _satisfaction(view, translate) or _trend(view, translate),
        Card(
            translate("overview.priority"),
            _known(now.priority_median, translate),
            translate("overview.minutes"),
            _longest(now, translate),
        ),
    )


def _late(view: OverviewView, translate: Translator) -> str:
    """Who waits past the promise now: the share of today knows only those who were served."""
    if not view.late_waiting or view.period is not Period.TODAY:
        return ""
    return translate("overview.late_waiting", n=view.late_waiting)


def percent(share: float | None) -> int | None:
    """A share as whole percent; all of it only when it is all."""
    return None if share is None else 100 if share == 1 else min(99, round(100 * share))


def _known(value: int | None, translate: Translator) -> str:
    return translate("overview.none") if value is None else number_text(value, translate)


def _more(now: Figures, before: Figures | None, translate: Translator) -> Chip:
    if before is None:
        return Chip(translate("overview.no_before"))
    change = round(100 * (now.visitors - before.visitors) / before.visitors)
    if not change:
        return Chip(translate("overview.as_many"), "trending-neutral", "plain")
    key, icon = ("more", "trending-up") if change > 0 else ("fewer", "trending-down")
    return Chip(
        translate(f"overview.{key}", percent=number_text(abs(change), translate)),
        icon,
        "good" if change > 0 else "plain",
    )


def _changed(
    what: str,
    now: Figures,
    before: Figures | None,
    translate: Translator,
    value: Callable[[Figures], int | None],
    *,
    falls_well: bool,
) -> Chip:
    """How a figure has changed; ``falls_well`` when less of it is better."""
    new, old = value(now), None if before is None else value(before)
    if new is None or old is None:
        return Chip(translate("overview.no_before"))
    if new == old:
        return Chip(translate(f"overview.{what}_same"), "trending-neutral")
    rises = new > old
    text = translate(f"overview.{what}_{'rises' if rises else 'falls'}", n=abs(new - old))
    return Chip(text, "trending-up" if rises else "trending-down", "fair" if rises is falls_well else "good")


def _satisfaction(view: OverviewView, translate: Translator) -> Card | None:
    """The index of the survey, which has a grade where enough people answered; None where nobody did."""
    found = view.satisfaction
    if found is None or found.index is None:
        return None
    title = translate(f"overview.satisfaction_{'year' if view.period is Period.YEAR else 'month'}")
    people = {"people": number_text(found.respondents, translate), "needed": number_text(found.needed, translate)}
    chip = Chip(translate("overview.sample_full", **people), "check", "good")
    if found.is_small:
        chip = Chip(translate("overview.sample_small", **people), "", "fair")
    return Card(title, number_text(found.index, translate), found.band.grade if found.band else "", chip)


def _trend(view: OverviewView, translate: Translator) -> Card:
    points = view.trend[-TREND_POINTS:]
    shares = tuple(share for _, share in points)
    title = translate(f"overview.trend_{view.period.value}")
    if not shares:
        return Card(title, translate("overview.none"), "", Chip(translate("overview.trend_none")))
    least, most = percent(min(shares)), percent(max(shares))
    key = "trend_even" if least == most else "trend_range"
    chip = Chip(translate(f"overview.{key}", least=least, most=most), "chart-bar")
    return Card(title, "", "", chip, shares)


def _longest(now: Figures, translate: Translator) -> Chip:
    if now.priority_longest is None:
        return Chip(translate("overview.priority_none"))
    return Chip(translate("overview.priority_longest", n=now.priority_longest), "human-cane")


def _bars(view: OverviewView, translate: Translator) -> tuple[tuple[str, int], ...]:
    """Counts, of a longer period those of one day in the mean."""
    days = 1 if view.period is Period.TODAY else max(1, view.days)
    return tuple((clock_text(at, translate), round(count / days)) for at, count in view.arrivals)


def _obstacle_lines(view: OverviewView, translate: Translator) -> tuple[Line, ...]:
    most = max((one.count for one in view.obstacles), default=0) or 1
    return tuple(_obstacle_line(one, most, view, translate) for one in view.obstacles)


def _obstacle_line(one: OverviewObstacle, most: int, view: OverviewView, translate: Translator) -> Line:
    name = in_language(translate.language, one.name, one.name_en) or translate("overview.stood_still")
    agency = in_language(translate.language, one.agency_name, one.agency_name_en)
    remark = _remark(one, view, translate)
    return Line(f"{name}, {agency}" if agency else name, number_text(one.count, translate), one.count / most, remark)


def _remark(one: OverviewObstacle, view: OverviewView, translate: Translator) -> str:
    """When an incident began, and whether it goes on; else at how many services, or when it was met."""
    if one.since is not None and one.until is None:
        today, day = clock_text(one.since, translate), short_date_text(one.since.date(), translate)
        return translate("overview.goes_on", since=today if one.since.date() == view.day else day)
    if one.since is not None and one.until is not None and one.since.date() == view.day:
        return translate("overview.over", span=range_text(one.since.time(), one.until.time(), translate))
    if one.services > 1:
        return translate("overview.services", n=one.services)
    if view.period is not Period.TODAY:
        return translate("overview.last_met", day=short_date_text(one.last.date(), translate))
    first, last = clock_text(one.first, translate), clock_text(one.last, translate)
    return first if first == last else range_text(one.first.time(), one.last.time(), translate)


def _agency_line(one: OverviewAgency, translate: Translator) -> AgencyLine:
    found, share = one.figures, one.figures.share
    wait = translate("overview.none")
    if found.median_wait is not None:
        wait = translate("overview.short_minutes", n=found.median_wait)
    shown = translate("overview.none") if share is None else translate("overview.percent", n=percent(share))
    tone = "plain" if share is None else "good" if share >= GOOD_FROM else "fair" if share >= FAIR_FROM else "bad"
    name = in_language(translate.language, one.name, one.name_en)
    return AgencyLine(name, number_text(found.done, translate), wait, shown, tone)


def _plan_text(plan: OverviewPlan, translate: Translator) -> str:
    text = in_language(translate.language, plan.text, plan.text_en)
    return translate(f"overview.plan_{plan.kind}", text=text, day=short_date_text(plan.day, translate))


def _compared(view: OverviewView, translate: Translator) -> str:
    if view.before is None:
        return translate("overview.compared_none", day=day_text(view.day_before, translate))
    return translate(f"overview.compared_{view.period.value}", **dict(_of_day(view.day_before, translate)))


def _of_day(day: date, translate: Translator) -> Iterator[tuple[str, object]]:
    yield from (("weekday", weekday_text(day, translate)), ("day", day.day), ("year", day.year))
    yield from (("month", month_text(day, translate)), ("date", day_text(day, translate)))
