"""The first page of the survey: the number of the slip is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.code_page import CodeIntents, CodePage, CodeTexts
from kiosk.screen import Screen

_TEXTS = CodeTexts("kiosk.survey.title", "kiosk.survey.number", "kiosk.survey.begin", "kiosk.survey.promise")


class SurveyNumberPage(CodePage):
    """Shows ``screen.survey.typed``."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        wants = kit.intents
        keys = CodeIntents(wants.survey_typed, wants.survey_erased, wants.survey_begun, wants.survey_left)
        super().__init__(kit, parent, "survey", _TEXTS, keys)

    def show_screen(self, screen: Screen) -> None:
        self.show_typed(screen.survey.typed, busy=screen.busy == "survey-begin")
