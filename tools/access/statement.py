"""The hall's accessibility statement: the worst number of each check, written into docs/accessibility.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.access.cases import SIZES, USES, Case
from tools.access.pages import by_check, number
from tools.access.table import CHECKS, Check, Finding

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accessibility.md"
BEGIN, END = "<!-- measured: make access -->", "<!-- end of what was measured -->"


def write_statement(findings: Iterable[Finding], cases: Sequence[Case], page: Path) -> None:
    """Puts what was measured between the two marks of ``page``. Raises ValueError when it lacks them."""
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{page} has no {BEGIN} … {END}")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{_measured(findings, cases)}\n{END}{after}", encoding="utf-8")


def _measured(findings: Iterable[Finding], cases: Sequence[Case]) -> str:
    grouped = by_check(findings)
    states = {(case.state.page, case.state.name) for case in cases}
    sizes = ", ".join(f"{size.name} on {size.inch:g} inch" for size in SIZES)
    head = (
        f"{len(cases)} pictures of {len(states)} states of {len({page for page, _ in states})} pages, in "
        f"{len(USES)} ways of use (the standard one, each mode, and modes together), on {sizes}, in Indonesian, "
        "English and the pseudo-language, so that each two of these meet.\n"
    )
    rows = [_row(CHECKS[key], them) for key, them in grouped.items()]
    table = [
        "| id | what is measured | needed | worst | numbers | red | source |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]
    return head + "\n" + "\n".join(table) + "\n"


def _row(check: Check, them: Sequence[Finding]) -> str:
    worst = number(them[0].measured) if them else "not measured"
    red = sum(not one.ok for one in them)
    return f"| {check.id} | {check.name} | {check.bound} | {worst} | {len(them)} | {red or '–'} | {check.source} |"
