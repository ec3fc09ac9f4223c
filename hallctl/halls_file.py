"""The file that says where several halls are kept: a name and a database URL a line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hall import private
from hall.errors import SettingsError, StoreUnavailable, echoed

if TYPE_CHECKING:
    from hall.store import Reader

T = TypeVar("T")
_AT_ONCE = 8
"""So many databases are read at the same time."""
_log = logging.getLogger(__name__)


class HallLine(NamedTuple):
    """Where one hall is kept, or all halls of a province."""

    name: str
    url: str


def read_halls_file(file: Path) -> tuple[HallLine, ...]:
    """The lines of the file; empty ones and those that begin with ``#`` are passed over, and what stands before the
    last blank is the name. A relative SQLite file is meant from the file's folder.

    Raises SettingsError for a file that cannot be read or that others may read, as it holds passwords, and for every
    line that is none; no URL is repeated.
    """
    # Not at the top: every command reads this module, and few need the settings.
    from hall.settings.database import database_error, settled_database

    try:
        texts = file.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SettingsError([f"{file}: cannot be read ({error})"]) from error
    wide = private.complaint([file])
    if wide:
        raise SettingsError([f"{file}: {wide}"])
    lines, problems = [], []
    for number, text in enumerate(texts, 1):
        name, _, url = text.strip().rpartition(" ")
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        wrong = database_error(url)
        if not name.strip():
            problems.append(f"{file}:{number}: has no name before its URL; write: MPP Kendari postgresql://…")
        elif wrong is not None:
            problems.append(f"{file}:{number}: {echoed(name.strip())}: the URL {wrong.problem}")
        else:
            lines.append(HallLine(name.strip(), settled_database(url, file.absolute().parent)))
    if problems or not lines:
        raise SettingsError(problems or [f"{file}: names no hall; write a name and a URL a line"])
    return tuple(lines)


def read_each(lines: Sequence[HallLine], job: Callable[[Reader], T]) -> tuple[list[tuple[HallLine, T]], list[str]]:
    """What ``job`` reads of the database of each line, in their order, and the names of those that cannot be read; why
    is logged. Raises the StoreUnavailable of the first where none can be."""
    with ThreadPoolExecutor(min(_AT_ONCE, len(lines))) as pool:
        answers = list(pool.map(lambda line: _read(line, job), lines))
    found: list[tuple[HallLine, T]] = []
    unread: list[str] = []
    for line, answer in zip(lines, answers, strict=True):
        if isinstance(answer, StoreUnavailable):
            _log.warning("%s cannot be read: %s", line.name, answer)
            unread.append(line.name)
        else:
            found.append((line, answer))
    for answer in answers:
        if not found and isinstance(answer, StoreUnavailable):
            raise answer
    return found, unread


def _read(line: HallLine, job: Callable[[Reader], T]) -> T | StoreUnavailable:
    from hall.store import open_store

    try:
        with closing(open_store(line.url)) as store:
            return store.fetch(job)
    except StoreUnavailable as error:
        return error
