"""`hall init` and `hall apply`: the database and the hall's structure in it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from hall.differences import difference_text
from hall.errors import SettingsError
from hall.structure import Change
from hallctl.documents import change_document
from hallctl.session import session_of

_MARKS = {"added": "+", "changed": "~", "archived": "-"}


def init(context: typer.Context) -> None:
    """Create the database, or bring an older one to the present schema."""
    session = session_of(context)
    url = session.settings().database_url
    from hall.store import migrate_store

    before = migrate_store(url)
    schema, shown = _opened(url)
    change = "already has" if before == schema else "now has"
    document = {"database": shown, "schema": schema, "schema_before": before}
    session.answer(document, [f"The database {shown} {change} schema {schema}."])


def apply(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The hall's structure; by default the configuration.")
    ] = None,
) -> None:
    """Put the hall's structure into the database and show what changed."""
    session = session_of(context)
    settings = session.settings(file, with_pack=True)
    if settings.structure is None:
        raise SettingsError([f"{settings.path}: describes no hall; [[zone]], [[agency]] and [[counter]] do"])
    url = (session.settings() if session.config else settings).database_url
    from hall.store import apply_structure

    changes = apply_structure(url, settings.structure)
    _, shown = _opened(url)
    document = {"database": shown, "changes": [change_document(change) for change in changes]}
    session.answer(document, _lines(changes))


def _opened(url: str) -> tuple[str, str]:
    """The schema of the database and its URL without the password, from the database itself."""
    from hall.store import open_store
    from hall.store.setup import HEAD

    with closing(open_store(url)) as store:
        return HEAD, store.url


def _lines(changes: tuple[Change, ...]) -> list[str]:
    if not changes:
        return ["Nothing to change."]
    lines = [line for change in changes for line in _change(change)]
    counts = {what: sum(change.what == what for change in changes) for what in _MARKS}
    return [*lines, ", ".join(f"{count} {what}" for what, count in counts.items() if count) + "."]


def _change(change: Change) -> list[str]:
    """One line for each key that differs, the first beside the name."""
    head = f"{_MARKS[change.what]} {change.kind:<8} {change.id:<20} "
    first, *rest = [difference_text(one) for one in change.differences] or [change.detail]
    return [(head + first).rstrip(), *(" " * len(head) + text for text in rest)]
