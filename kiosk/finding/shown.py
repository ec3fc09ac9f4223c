"""What the page of the search shows of a ``Screen``: its services, and the words about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hall.finding import Hit
from hall.forms import KioskForm
from hall.translator import Translator
from hall.views import AgencyView, ServiceView
from hall.wording import in_language
from kiosk.finding.finding_screen import FindingScreen
from kiosk.screen import Screen


@dataclass(frozen=True, slots=True)
class Row:
    """A service of the list, with its agency, and why it was found."""

    service: ServiceView
    agency: AgencyView
    hit: Hit | None = None

    @property
    def id(self) -> str:
        """That of the service."""
        return self.service.id

    def name(self, language: str) -> str:
        """That of the service."""
        return in_language(language, self.service.name, self.service.name_en)


@dataclass(frozen=True, slots=True)
class SearchShown:
    """``rows``: the hits, as the hall is now; all services where nothing is typed."""

    screen: Screen = field(default_factory=Screen)
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, screen: Screen) -> SearchShown:
        """That of ``screen``, without hits whose service left the hall."""
        if not screen.finding.text.strip():
            return cls(screen, tuple(Row(service, agency) for agency in screen.agencies for service in agency.services))
        found = ((hit, screen.offered_service(hit.id)) for hit in screen.finding.hits)
        return cls(screen, tuple(Row(both[1], both[0], hit) for hit, both in found if both is not None))

    @property
    def finding(self) -> FindingScreen:
        """What is typed, and what was found for it."""
        return self.screen.finding

    @property
    def typing(self) -> bool:
        """Whether the keyboard is there."""
        return self.screen.typing

    @property
    def hits(self) -> int:
        """How many services were found, 0 where nothing is typed."""
        return len(self.rows) if self.finding.text.strip() else 0

    @property
    def nothing(self) -> bool:
        """Whether nothing was found for what is typed."""
        return bool(self.finding.text.strip()) and not self.rows

    def up(self, first_hits: int, a_page: int, page: int) -> Sequence[Row]:
        """The rows that are up: so many ``first_hits`` beside the keyboard, else those of a list page, counted from
        0."""
        if self.typing:
            return self.rows[:first_hits] if self.finding.text else ()
        return self.rows[page * a_page : (page + 1) * a_page]

    def line(self, translate: Translator) -> str:
        """How many services there are for what is typed, or what was meant by it."""
        finding = self.finding
        if self.nothing:
            return translate("kiosk.search.none", text=finding.text.strip())
        if finding.meant:
            return translate("kiosk.search.meant", text=finding.meant)
        return translate("kiosk.search.count", n=len(self.rows)) if finding.text or not self.typing else ""

    def popular(self, language: str) -> Sequence[str]:
        """The searches that stand ready, in the language."""
        form = self.screen.view.hall.kiosk if self.screen.view else KioskForm()
        return (form.popular_en or form.popular) if language == "en" else form.popular
