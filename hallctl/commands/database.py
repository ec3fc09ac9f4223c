"""`hall init` and `hall apply`: the database and the hall's structure in it."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall.differences import difference_text
from hall.errors import SettingsError, VoiceError
from hall.structure import Change
from hallctl.documents import change_document
from hallctl.session import session_of

if TYPE_CHECKING:
    from hall.settings import Settings

_WARNINGS = 5
"""So many of the clips that a voice pack lacks are named here."""
_MARKS = {"added": "+", "changed": "~", "archived": "-"}
NOT_CARRIED = ("language", "database", "station")
"""Keys of a hall's file that stay the machine's own; ``[[station]]``, the list, is carried."""
_OWN = (
    "language, [database] and [station] are each machine's own: its programs read them from its file when they start."
)


def init(context: typer.Context) -> None:
    """Create the database, or bring an older one to the present schema."""
    session = session_of(context)
    settings = session.settings()
    url = settings.database_url
    from hall.store import migrate_store

    before = migrate_store(url)
    schema, shown = _opened(url)
    change = "already has" if before == schema else "now has"
    document = {"database": shown, "schema": schema, "schema_before": before}
    session.answer(document, [f"The database {shown} {change} schema {schema}."])
    _warn_of_voice(settings)


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
    document = {
        "database": shown,
        "changes": [change_document(change) for change in changes],
        "not_carried": list(NOT_CARRIED),
    }
    session.answer(document, [*_lines(changes), _OWN])
    _warn_of_voice(settings)


def _warn_of_voice(settings: Settings) -> None:
    """Say on stderr what the hall's own pack lacks, if it is on this machine: else visitors are the first to hear."""
    structure = settings.structure
    name = structure.hall.voice.pack if structure is not None else ""
    folder = settings.path.parent / name
    if not name or not folder.is_dir():
        return
    from hall.voice.checking import check_pack

    try:
        finding = check_pack(folder, structure)
    except VoiceError as error:
        sys.stderr.write(f"The voice pack {name} cannot be used, boards only chime: {error}\n")
        return
    wrong = [*finding.broken, *(f"missing: {clip}" for clip in finding.missing)]
    if not wrong:
        return
    more = [f"and {len(wrong) - _WARNINGS} more"] if len(wrong) > _WARNINGS else []
    head = f"The voice pack {name} cannot say all of this hall's calls; they leave out what is named here:"
    lines = [head, *(f"  {line}" for line in (*wrong[:_WARNINGS], *more)), "`hall voice check` looks again."]
    sys.stderr.write("\n".join(lines) + "\n")


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
