"""A restore from the backup to the hall that goes on: what is shown before, and what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import DeviceError
from hall.maintenance.backups import Manifest
from hall.maintenance.restoring.ahead import Ahead, go_ahead, look_ahead, reason_of_restore
from hall.maintenance.restoring.given import Evidence, newest
from hall.maintenance.restoring.losing import Loss, as_journal, loss_of, old_contents
from hall.maintenance.restoring.staging import Staged, staged
from hall.printing.journal_lines import PATTERN, ReadJournal, read_journal
from hall.views.maintenance import DatabaseContents

if TYPE_CHECKING:
    from hall.clock import Clock
    from hall.store import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: ``backup`` into the empty place of ``url``; the ``journals`` of kiosks, ``typed`` last slips
    by prefix, and the ``old`` database (a file or URL, empty for none) prove what is out on paper."""

    url: str
    backup: Path
    passphrase: str = field(default="", repr=False)
    journals: tuple[ReadJournal, ...] = ()
    typed: Mapping[str, int] = field(default_factory=dict)
    old: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a restore would do: which backup, where numbers go on, what is lost."""

    manifest: Manifest
    ahead: Ahead
    loss: Loss


class Restore:
    """One restore, between ``with``: look as often as slips are typed in, and finish once, or never: then nothing is
    left of it. Entering raises BackupError and StoreUnavailable; ``clock`` replaces the database's own time."""

    def __init__(self, order: Order, by: By, clock: Clock | None = None) -> None:
        self._order, self._by, self._clock = order, by, clock
        self._held = ExitStack()

    def __enter__(self) -> Restore:
        order = self._order
        self._old: DatabaseContents | None = old_contents(order.old) if order.old else None
        self._staged: Staged = self._held.enter_context(
            staged(order.url, order.backup, order.passphrase, clock=self._clock)
        )
        self._in_backup = read_all(self._staged.unpacked.journals)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._held.__exit__(kind, error, trace)

    @property
    def config(self) -> Path | None:
        """The configuration in the backup, without passwords, as long as the block runs."""
        return self._staged.unpacked.config

    @property
    def languages(self) -> tuple[Path, ...]:
        """The hall's own languages in the backup, as long as the block runs."""
        return tuple(sorted((self._staged.unpacked.database.parents[1] / "messages").glob("*.json")))

    def look(self, typed: Mapping[str, int] | None = None) -> Seen:
        """What it would do, with more slips typed in. Raises Refused when the clock cannot be right."""
        if typed:
            self._order = replace(self._order, typed={**self._order.typed, **typed})
        return self._seen(self._staged.look(self._ahead))

    def finish(self) -> Seen:
        """Bring the hall back, its numbers ahead; what was done. Raises BackupError, StoreUnavailable, Refused."""

        def act(work: UnitOfWork, reader: Reader) -> Ahead:
            found = self._ahead(work, reader)
            go_ahead(work, found, self._by, reason=self._reason(found))
            return found

        return self._seen(self._staged.finish(act))

    def _ahead(self, work: UnitOfWork, reader: Reader) -> Ahead:
        return look_ahead(work, reader, self._evidence(), self._by, reason="restored from a backup")

    def _evidence(self) -> Evidence:
        proofs = self._in_backup + ((as_journal(self._old),) if self._old is not None else ())
        made_at = self._staged.unpacked.manifest.made_at
        return Evidence(made_at, newest(self._order.journals), newest(proofs), self._order.typed)

    def _reason(self, ahead: Ahead) -> str:
        return reason_of_restore(self._staged.unpacked.manifest.made_at.astimezone(ahead.now.tzinfo))

    def _seen(self, ahead: Ahead) -> Seen:
        manifest = self._staged.unpacked.manifest
        return Seen(manifest, ahead, loss_of(manifest, ahead, self._old))


def journals_of(files: Iterable[Path], folders: Iterable[Path]) -> tuple[ReadJournal, ...]:
    """The journals of kiosks in these files, and in these folders and those below. Raises DeviceError for a file that
    cannot be read, or a folder that holds none."""
    found = list(files)
    for folder in folders:
        inside = sorted(folder.rglob(PATTERN))
        if not inside:
            raise DeviceError(f"there is no journal of a kiosk ({PATTERN}) in {folder}")
        found += inside
    return read_all(found)


def own_journals(folder: Path) -> tuple[ReadJournal, ...]:
    """Those of the kiosks of this machine, whose configuration lies in ``folder``."""
    return read_all(sorted((folder / "logs").glob(PATTERN)))


def read_all(files: Iterable[Path]) -> tuple[ReadJournal, ...]:
    """These journals. Raises DeviceError."""
    return tuple(map(_read, files))


def _read(file: Path) -> ReadJournal:
    try:
        return read_journal(file)
    except OSError as error:
        raise DeviceError(f"the journal {file} cannot be read: {error.strerror or error}") from error
