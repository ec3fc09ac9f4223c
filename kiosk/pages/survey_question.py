"""A question of the survey: one a page, its answers below, and three keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.survey.regulation import MOST_ANSWERS
from hall.wording import in_language
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.pages.survey_promise import paint_promise
from kiosk.screen import Screen
from kiosk.survey_geometry import QuestionPlan, low_question_plan, question_plan
from kiosk.survey_screen import SurveyScreen
from kiosk.widgets.answer_card import FACES, AnswerCard
from kiosk.widgets.pen import TEXT, TITLE, Pen, StackRow, Type
from qtkit.announce import listed, spoken
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON

_QUESTION = Type(54, 66, 800)
_KEY = replace(KIOSK_BUTTON, padding=8, icon_gives_way=True)


class SurveyQuestionPage(KioskPage):
    """Shows the question of ``screen.survey`` that is up."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._survey = SurveyScreen()
        self.plan: QuestionPlan = question_plan(self.body_mm(), 4, landscape=self.landscape)
        self._cards = [self._new_card(at) for at in range(MOST_ANSWERS)]
        wants = self.intents
        self._back = self.buttons.add("survey-back", wants.survey_back, "kiosk.survey.back", "arrow-left")
        self._skip = self.buttons.add("survey-skip", wants.survey_skipped, "kiosk.survey.skip", variant=Variant.QUIET)
        self._stop = self.buttons.add("survey-stop", wants.survey_stopped, "kiosk.survey.stop", variant=Variant.QUIET)
        for key in (self._back, self._skip, self._stop):
            key.set_sizes(_KEY, self.unit)

    def _new_card(self, at: int) -> AnswerCard:
        card = AnswerCard(self.guard, self)
        card.setObjectName(f"survey-answer-{at}")
        card.clicked.connect(self._on_answer)
        self.watch(card)
        return card

    def cards(self) -> Sequence[AnswerCard]:
        return [card for card in self._cards if not card.isHidden()]

    def names(self) -> Sequence[str]:
        return [listed(card.accessibleName(), card.accessibleDescription()) for card in self.cards()]

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (self._back, self._skip, self._stop)

    def page_title(self) -> str:
        first = self._subject() if self._survey.at == 0 else ""  # who hears has heard it
        return spoken(first, self._title(), self._question())

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def _subject(self) -> str:
        sheet = self._survey.sheet
        if sheet is None:
            return ""
        name = in_language(self.translate.language, sheet.service_name, sheet.service_name_en)
        return self.translate("kiosk.survey.subject", number=sheet.code, service=name)

    def _title(self) -> str:
        survey = self._survey
        return self.translate("kiosk.survey.count", n=survey.before + survey.at + 1, count=survey.count)

    def _question(self) -> str:
        question = self._survey.question
        return "" if question is None else question.text.message(self.translate)

    def show_screen(self, screen: Screen) -> None:
        question = screen.survey.question
        if question is None:
            return  # while it slides away, the page keeps what it showed
        self._survey = screen.survey
        self.buttons.translate()
        self._back.setEnabled(self._survey.at > 0)
        chosen = self._survey.chosen.get(question.key)
        faces = FACES if len(question.answers) == len(FACES) and not question.is_trait else ()
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(question.answers))
            if at < len(question.answers):
                text = question.answers[at].message(self.translate)
                card.show_answer(text, faces[at] if faces else "", chosen=at == chosen)
                scale = self.translate("kiosk.survey.scale", n=at + 1, count=len(question.answers)) if faces else ""
                card.setAccessibleDescription(scale)
        self.place()
        self.update()

    def place(self) -> None:
        question = self._survey.question
        count = len(question.answers) if question is not None else 4
        if self.layout_mm.lowered:
            self.plan = low_question_plan(self.low_body(), count)
        else:
            self.plan = question_plan(self.body_mm(), count, landscape=self.landscape)
        for card, rect in zip(self._cards, self.plan.answers, strict=False):
            card.set_unit(self.unit)
            card.setGeometry(self.card_rect(rect))
        for button, rect in zip((self._back, self._skip, self._stop), self.plan.keys, strict=True):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        if not self.plan.texts.isEmpty():
            self._paint_bars(pen, self.px_rect(self.plan.bars))
            rows = (
                StackRow(self._question(), _QUESTION, lines=3),
                StackRow(self._title(), TEXT, Colours.INK2),
                StackRow(self._subject(), TEXT, Colours.INK2),
                StackRow(self.translate("kiosk.survey.promise"), TEXT, Colours.INK2, lines=2),
            )
            pen.fill(self.px_rect(self.plan.texts), *rows, gap=10 * self.unit)
            return
        room = self.px_rect(self.plan.subject)
        subject = pen.block(self._subject(), TEXT, room.size(), lines=2)
        pen.place(room, subject.found, subject.type_, colour=Colours.INK2)
        pen.write(self.px_rect(self.plan.title), self._title(), TITLE)
        self._paint_bars(pen, self.px_rect(self.plan.bars))
        lines = 5 if self.landscape else 3
        pen.write(self.px_rect(self.plan.question), self._question(), _QUESTION, lines=lines, top=True)
        paint_promise(pen, self.px_rect(self.plan.promise), self.translate("kiosk.survey.promise"))

    def _paint_bars(self, pen: Pen, rect: QRectF) -> None:
        survey, gap = self._survey, 12 * self.unit
        width = (rect.width() - gap * (survey.count - 1)) / max(1, survey.count)
        now = survey.before + survey.at
        for place in range(survey.count):
            colour = Colours.AMBER if place == now else Colours.ACCENT_FILL if place < now else Colours.OFF_EDGE
            bar = QRectF(rect.left() + place * (width + gap), rect.top(), width, rect.height())
            fill_rounded(pen.painter, bar, rect.height() / 2, colour)

    def _on_answer(self) -> None:
        self.intents.survey_answered.emit(int(self.sender().objectName().removeprefix("survey-answer-")))
