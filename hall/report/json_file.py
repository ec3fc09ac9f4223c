"""A report as JSON: keys that stay, and every value exact."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hall.report.report import Block, Break, Cell, Chart, Prose, Report, Signed, Table, Tiles
from hall.translator import Translator


def json_of(report: Report, translate: Translator) -> bytes:
    """UTF-8. A whole number is a number; a share or a score is a text (``"0.8600"``), as a reader would make a binary
    fraction of a number; a date and a moment are ISO 8601."""
    document = {
        "report": report.key,
        "owner": report.owner,
        "title": report.title,
        "subtitle": report.subtitle,
        "made": report.made,
        "language": translate.language,
        "facts": [{"name": name, "value": value} for name, value in report.facts],
        "blocks": [_block(block) for block in report.blocks if not isinstance(block, Break | Signed)],
        "remarks": list(report.remarks),
        "definitions": [{"name": one.name, "text": one.text} for one in report.definitions],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def exact(cell: Cell) -> str | int | None:
    """A value as machines read it, with nothing lost."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Chart):
        series = [{"name": one.name, "values": [exact(value) for value in one.values]} for one in block.series]
        return {
            **_named("chart", block.key, block.title),
            "kind": block.kind,
            "categories": list(block.categories),
            "series": series,
        }
    if isinstance(block, Tiles):
        tiles = [
            {"key": one.key, "title": one.title, "kind": one.kind, "value": exact(one.value), "note": one.note}
            for one in block.tiles
        ]
        return {"type": "tiles", "tiles": tiles}
    assert isinstance(block, Prose)
    return {"type": "prose", "title": block.title, "paragraphs": list(block.paragraphs)}


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        **_named("table", table.key, table.title),
        "note": table.note,
        "columns": [{"key": one.key, "title": one.title, "kind": one.kind} for one in table.columns],
        "rows": [
            {"level": row.level, "cells": dict(zip(keys, map(exact, row.cells), strict=True))} for row in table.rows
        ],
    }


def _named(kind: str, key: str, title: str) -> dict[str, Any]:
    return {"type": kind, "key": key, "title": title}
