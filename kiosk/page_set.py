"""All pages of one kiosk window. A page that comes is a line here, a name in ``kiosk.screen.Page``, and its intents."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.agencies import AgenciesPage
from kiosk.pages.attract import AttractPage
from kiosk.pages.base import KioskPage
from kiosk.pages.booking import BookingPage
from kiosk.pages.calm import CalmPage
from kiosk.pages.check_in import CheckInPage
from kiosk.pages.details import DetailsPage
from kiosk.pages.failed import FailedPage
from kiosk.pages.files import FilesPage
from kiosk.pages.my_number import MyNumberPage
from kiosk.pages.need import NeedPage
from kiosk.pages.needs import NeedsPage
from kiosk.pages.search import SearchPage
from kiosk.pages.services import ServicesPage
from kiosk.pages.staff.page import StaffPage
from kiosk.pages.survey_done import SurveyDonePage
from kiosk.pages.survey_number import SurveyNumberPage
from kiosk.pages.survey_question import SurveyQuestionPage
from kiosk.pages.ticket import TicketPage
from kiosk.pages.trouble import TroublePage
from kiosk.screen import Page


def pages_in(window: QWidget, kit: KioskKit) -> Mapping[Page, KioskPage]:
    """Builds every page in ``window``; one page may show several of ``Page``."""
    calm = CalmPage(kit, window)
    return {
        Page.LOADING: calm,
        Page.ATTRACT: AttractPage(kit, window),
        Page.AGENCIES: AgenciesPage(kit, window),
        Page.SERVICES: ServicesPage(kit, window),
        Page.SEARCH: SearchPage(kit, window),
        Page.NEEDS: NeedsPage(kit, window),
        Page.NEED: NeedPage(kit, window),
        Page.DETAILS: DetailsPage(kit, window),
        Page.FILES: FilesPage(kit, window),
        Page.TICKET: TicketPage(kit, window),
        Page.TROUBLE: TroublePage(kit, window),
        Page.NOTICE: calm,
        Page.FAILED: FailedPage(kit, window),
        Page.SURVEY_NUMBER: SurveyNumberPage(kit, window),
        Page.SURVEY: SurveyQuestionPage(kit, window),
        Page.SURVEY_DONE: SurveyDonePage(kit, window),
        Page.CHECK_IN: CheckInPage(kit, window),
        Page.BOOKING: BookingPage(kit, window),
        Page.MY_NUMBER: MyNumberPage(kit, window),
        Page.STAFF: StaffPage(kit, window),
    }
