"""What a service publishes (``hall.standard``), as texts in the language of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from hall.forms import KioskForm
from hall.translator import Translator
from hall.views import ServiceView
from hall.wording import in_language


@dataclass(frozen=True, slots=True)
class Published:
    """``facts`` are a caption and its text each, ``steps`` the procedure in its order."""

    facts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


def published(service: ServiceView, form: KioskForm, translate: Translator, *, papers: bool) -> Published:
    """All that ``service`` publishes; the ``papers`` are left out where they are asked for one by one. A service that
    names no place for complaints has the hall's."""
    standard, language = service.standard, translate.language
    own = in_language(language, standard.complaints, standard.complaints_en)
    complaints = own or in_language(language, form.complaints, form.complaints_en)
    takes = translate("kiosk.details.takes", n=service.promised_minutes) if service.promised_minutes > 0 else ""
    facts = (
        ("tariff", in_language(language, standard.tariff, standard.tariff_en)),
        ("time", takes),
        ("bring", _bring(service, language) if papers else ""),
        ("product", in_language(language, standard.product, standard.product_en)),
        ("complaints", complaints),
    )
    steps = standard.procedure_en if language == "en" and standard.procedure_en else standard.procedure
    return Published(tuple((translate(f"kiosk.details.{key}"), text) for key, text in facts if text), steps)


def papers_of(service: ServiceView, language: str) -> tuple[str, ...]:
    """The papers of a service, one by one."""
    return service.requirements_en if language == "en" and service.requirements_en else service.requirements


def _bring(service: ServiceView, language: str) -> str:
    papers = papers_of(service, language)
    return ", ".join(papers) if papers else in_language(language, service.requirement, service.requirement_en)
