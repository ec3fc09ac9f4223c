"""The keys of [[agency.service]] that say what the service publishes (``hall.standard``), and what they must be."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from hall.settings.lines import KeyPath
from hall.settings.problems import ProblemList
from hall.settings.tables import Limit, Table, key
from hall.settings.values import Line, LineOrNothing
from hall.standard import MOST_STEPS, ServiceStandard

_STEP = Annotated[Line, Limit(max_length=60)]
_SAMPLE = '"KTP asli", "Kartu keluarga"'


def _line(longest: int, language: str) -> Any:
    return key(default="", max_length=longest, description=f"one line of up to {longest} characters, in {language}")


def _steps(language: str) -> Any:
    return key(
        default=[], description=f"up to {MOST_STEPS} steps of up to 60 characters, in their order, in {language}"
    )


class StandardKeys(Table):
    """What a service publishes before anybody takes a number."""

    requirements: Annotated[list[Line], Limit(max_length=8)] = key(
        default=[], description=f"up to 8 papers that the visitor brings, such as [{_SAMPLE}]"
    )
    requirements_en: Annotated[list[Line], Limit(max_length=8)] = key(
        default=[], description="the same papers in English, as many and in the same order"
    )
    ask_papers: bool | None = key(default=None, description="true or false, without quotes")
    ask_files: bool | None = key(default=None, description="true or false, without quotes")
    tariff: LineOrNothing = _line(60, "Indonesian")
    tariff_en: LineOrNothing = _line(60, "English")
    procedure: Annotated[list[_STEP], Limit(max_length=MOST_STEPS)] = _steps("Indonesian")
    procedure_en: Annotated[list[_STEP], Limit(max_length=MOST_STEPS)] = _steps("English")
    product: LineOrNothing = _line(60, "Indonesian")
    product_en: LineOrNothing = _line(60, "English")
    complaints: LineOrNothing = _line(80, "Indonesian")
    complaints_en: LineOrNothing = _line(80, "English")


def standard_of(table: StandardKeys) -> ServiceStandard:
    """The value that the programs use."""
    return ServiceStandard(
        tariff=table.tariff,
        tariff_en=table.tariff_en,
        procedure=tuple(table.procedure),
        procedure_en=tuple(table.procedure_en),
        product=table.product,
        product_en=table.product_en,
        complaints=table.complaints,
        complaints_en=table.complaints_en,
    )


def check_standards(rows: Iterable[tuple[KeyPath, Mapping[str, Any]]], findings: ProblemList) -> None:
    """Papers and steps in English are as many as the Indonesian ones; ``rows`` are the services with their paths."""
    for path, row in rows:
        for name in ("requirements", "procedure"):
            ours, theirs = row.get(name, []), row.get(f"{name}_en", [])
            if isinstance(ours, list) and isinstance(theirs, list) and theirs and len(theirs) != len(ours):
                findings.add(
                    (*path, f"{name}_en"),
                    f"has {len(theirs)} entries, {name} has {len(ours)}",
                    allowed=f"as many as {name}, in the same order, or [] for the same",
                )
