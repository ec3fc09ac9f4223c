"""The report: all numbers as JSON, and as a page with red lines first and pictures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from tools.access.cases import Case
from tools.access.table import CHECKS, Check, Finding

_STYLE = Path(__file__).with_name("report.css")
_MOST_ROWS = 400
"""Lines of one check on the page; the JSON has all."""


def report(folder: Path, findings: Sequence[Finding], pictures: Mapping[Case, str]) -> None:
    """Writes ``index.html`` and ``findings.json`` into ``folder``."""
    rows = [asdict(finding) | {"ok": finding.ok, "needed": CHECKS[finding.check].bound} for finding in findings]
    (folder / "findings.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    (folder / "index.html").write_text(_page(findings, pictures), encoding="utf-8")


def by_check(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each check, the worst first; a check without one has none."""
    found: dict[str, list[Finding]] = {key: [] for key in CHECKS}
    for finding in findings:
        found[finding.check].append(finding)
    return {key: sorted(them, key=lambda one: _rank(CHECKS[key], one)) for key, them in found.items()}


def _rank(check: Check, one: Finding) -> float:
    return one.measured if check.is_worse(0, 1) else -one.measured


def number(value: float) -> str:
    """Two signs after the comma at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _page(findings: Sequence[Finding], pictures: Mapping[Case, str]) -> str:
    grouped = by_check(findings)
    red = [finding for finding in findings if not finding.ok]
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Access: the kiosk, measured</title>",
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style><h1>The kiosk, measured</h1>",
        f"<p>{len(findings)} numbers of {len({_where(one) for one in findings})} pages; <b>{len(red)}</b> red.</p>",
        _summary(grouped),
        "<h2>Red lines</h2>" if red else "<h2>No red line</h2>",
        *(_lines(CHECKS[key], [one for one in them if not one.ok], open_=True) for key, them in grouped.items()),
        "<h2>All numbers</h2>",
        *(_lines(CHECKS[key], them, open_=False) for key, them in grouped.items()),
        "<h2>Pictures</h2>",
        _shots(pictures),
    ]
    return "\n".join(parts) + "\n"


def _where(one: Finding) -> tuple[str, ...]:
    return one.page, one.state, one.mode, one.size, one.language


def _summary(grouped: Mapping[str, Sequence[Finding]]) -> str:
    rows = []
    for key, them in grouped.items():
        check, bad = CHECKS[key], sum(not one.ok for one in them)
        worst = number(them[0].measured) if them else "–"
        mark = f"<span class=bad>{bad} red</span>" if bad else "<span class=good>ok</span>"
        cells = (
            check.id,
            f'<a href="#{key}">{escape(check.name)}</a>',
            escape(check.bound),
            worst,
            str(len(them)),
            mark,
        )
        rows.append(f"<tr{' class=red' if bad else ''}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{text}</th>" for text in ("id", "check", "needed", "worst", "numbers", ""))
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _lines(check: Check, them: Sequence[Finding], *, open_: bool) -> str:
    if not them:
        return ""
    title = f"{check.id} {check.name}: {len(them)}, worst {number(them[0].measured)}, needed {check.bound}"
    rows = "".join(_row(one) for one in them[:_MOST_ROWS])
    head = "".join(f"<th>{text}</th>" for text in ("page", "state", "mode", "size", "language", "measured", "of"))
    more = f"<p>{len(them) - _MOST_ROWS} more in findings.json.</p>" if len(them) > _MOST_ROWS else ""
    mark = " open" if open_ else f' id="{check.key}"'
    return f"<details{mark}><summary>{escape(title)}</summary><table><tr>{head}</tr>{rows}</table>{more}</details>"


def _row(one: Finding) -> str:
    state = escape(one.state)
    if one.picture:
        state = f'<a href="{escape(one.picture)}">{state}</a>'
    cells = [escape(one.page), state, escape(one.mode), escape(one.size), escape(one.language)]
    tail = f"<td class=n>{number(one.measured)}</td><td>{escape(one.what)}</td>"
    return f"<tr{'' if one.ok else ' class=red'}>" + "".join(f"<td>{cell}</td>" for cell in cells) + tail + "</tr>"


def _shots(pictures: Mapping[Case, str]) -> str:
    by_page: dict[str, list[str]] = defaultdict(list)
    for case, file in pictures.items():
        caption = escape(f"{case.state.name} · {case.mode} · {case.size.name} · {case.language}")
        shot = f'<a href="{escape(file)}"><img loading=lazy alt="" src="{escape(file)}"></a>'
        by_page[str(case.state.page)].append(f"<figure>{shot}<figcaption>{caption}</figcaption></figure>")
    return "".join(
        f"<details><summary>{escape(page)}: {len(shots)}</summary><div class=shots>{''.join(shots)}</div></details>"
        for page, shots in by_page.items()
    )
