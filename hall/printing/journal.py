"""What one machine has sent to its printer, on its own disk: the next life of a kiosk settles from it, also when the
database was away when the last one died.

A line each: eight digits of checksum, a word, its values. ``sent`` is on the disk before the first byte of a slip is
with the printer; a line that was cut off is one whose slip was not sent. The file is rewritten when it grows. With
``sent`` the highest number of its prefix is kept for some days: a hall whose database was lost goes on after it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from hall import private
from hall.durable import sync_folder
from hall.numbering import Code
from hall.printing.journal_lines import NumbersGiven, line_of, words_of
from hall.spooling import Noted

log = logging.getLogger(__name__)

_LIVES = 20
_SLIPS = 200
_LINES = 1000
"""Lines after which the file is rewritten: some 40 kB."""

if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(slots=True)
class _Slip:
    sent: set[int] = field(default_factory=set)
    out: str = ""


class SlipJournal:
    """The journal of one station on one machine; used by one thread. ``life`` is the random id of this life.

    Nothing raises for the disk's trouble: ``problem`` is then one English sentence, ``sent`` answers False, and
    ``lives`` is None when nothing can be read. ``close`` gives the file to the next life; so does a death.
    """

    def __init__(self, path: Path, life: str, seconds: Callable[[], float] = time.time) -> None:
        self._path = path
        self.life = life
        self.problem = ""
        self.torn = True
        """Whether the printer may still wait for the rest of a picture."""
        self._before_sent = True
        self._lives: deque[str] = deque(maxlen=_LIVES)
        self._slips: dict[str, _Slip] = {}
        self._numbers = NumbersGiven()
        self._seconds = seconds
        self._readable = False
        self._lock: int | None = None
        self._file: int | None = None
        self._lines = 0

    @classmethod
    def of(cls, station: str, folder: Path, life: str) -> SlipJournal:
        """The journal of ``station`` in ``folder``, which is made when it is written."""
        return cls(folder / f"slips-{quote(station, safe='')}.journal", life)

    @property
    def lives(self) -> tuple[str, ...] | None:
        """The lives of this machine, the latest last; None when the journal cannot be relied on."""
        return tuple(self._lives) if self._readable else None

    def begin(self) -> None:
        """Read what earlier lives noted, and note that this one has begun."""
        try:
            if self._lock is None and not self._take():
                self._fail("another program of this station uses it")
                return
            self._read()
        except OSError as error:
            self._fail(error.strerror or type(error).__name__)
            return
        self._readable = True
        if self.life not in self._lives:
            self._lives.append(self.life)
        self._numbers.since = self._numbers.since or int(self._seconds())
        self._rewrite()

    def close(self) -> None:
        """Give the file to the next life."""
        for handle in (self._file, self._lock):
            if handle is not None:
                os.close(handle)
        self._file = self._lock = None

    def noted(self, token: str) -> Noted:
        """What is known of a slip by its ticket's token."""
        slip = self._slips.get(token)
        return Noted(True, bool(slip.sent), max(slip.sent, default=-1) + 1, slip.out) if slip else Noted()

    def sent(self, token: str, copy: int, day: date | None = None, code: Code | None = None) -> bool:
        """Note that a slip is about to be sent, with its number and its business day; True when that is on the disk."""
        numbered = (self._numbers.note(day, code),) if day and code else ()
        return self._note("sent", token, str(copy), synced=True, before=numbered)

    def unsent(self, token: str, copy: int) -> None:
        """Note that no byte of it was taken after all."""
        self._note("unsent", token, str(copy))

    def out(self, token: str, outcome: str, *, synced: bool = False) -> None:
        """Note that its paper is out, ``printed`` or ``unverified``; ``synced`` while the database does not know it."""
        self._note("out", token, outcome, synced=synced)

    def done(self, token: str) -> None:
        """Its end is in the database: it is not needed any more."""
        if token in self._slips:
            self._note("done", token)

    # The file

    def _take(self) -> bool:
        private.make_folder(self._path.parent)
        handle = _open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
        if _locked(handle):
            self._lock = handle
            return True
        os.close(handle)
        return False

    def _read(self) -> None:
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            self.torn = self._before_sent = True  # nobody knows what is in the printer
            return
        for words in filter(None, map(words_of, text.splitlines())):
            self._apply(words)

    def _note(self, *words: str, synced: bool = False, before: tuple[tuple[str, ...], ...] = ()) -> bool:
        self._apply(words)
        if self._lock is None:
            return False
        if self._file is None or self._lines >= _LINES:
            return self._rewrite()
        try:
            _write(self._file, b"".join(map(line_of, (*before, words))))
            if synced:
                _sync(self._file)
        except OSError as error:
            self._fail(error.strerror or type(error).__name__)
            return False
        self._lines += 1 + len(before)
        self._well()
        return True

    def _rewrite(self) -> bool:
        """The file again from what is known, whole or not at all."""
        self._close_file()
        unfinished = self._path.with_suffix(".part")
        lines = self._known()
        try:
            handle = _open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            try:
                _write(handle, b"".join(line_of(words) for words in lines))
                _sync(handle)
            except OSError:
                os.close(handle)
                raise
            if sys.platform == "win32":  # an open file is not renamed there
                os.close(handle)
            unfinished.replace(self._path)
            if sys.platform == "win32":
                handle = _open(self._path, os.O_WRONLY | os.O_APPEND)
            self._file = handle
            sync_folder(self._path.parent)
        except OSError as error:
            self._fail(error.strerror or type(error).__name__)
            with contextlib.suppress(OSError):
                unfinished.unlink()
            return False
        self._lines = len(lines)
        self._well()
        return True

    def _known(self) -> list[tuple[str, ...]]:
        for token in list(self._slips)[:-_SLIPS]:
            del self._slips[token]
        lines: list[tuple[str, ...]] = [*self._numbers.lines(), *(("life", life) for life in self._lives)]
        for token, slip in self._slips.items():
            lines += [("sent", token, str(copy)) for copy in sorted(slip.sent) or (0,)]
            lines += [] if slip.sent else [("unsent", token, "0")]
            lines += [("out", token, slip.out)] if slip.out else []
        return [*lines, ("torn" if self.torn else "whole",)]

    def _apply(self, words: tuple[str, ...]) -> None:
        word, *values = words
        if word == "life":
            self._lives.append(values[0])
        elif word in ("torn", "whole"):
            self.torn = self._before_sent = word == "torn"
        elif word in ("number", "numbers"):
            self._numbers.apply(words)
        elif word == "done":
            self._slips.pop(values[0], None)
        else:
            self._apply_to_slip(word, values[0], values[1])

    def _apply_to_slip(self, word: str, token: str, value: str) -> None:
        slip = self._slips.setdefault(token, _Slip())
        if word == "sent":
            self._before_sent, self.torn = self.torn, True
            slip.sent.add(int(value))
        elif word == "unsent":
            self.torn = self._before_sent
            slip.sent.discard(int(value))
        else:
            self.torn, slip.out = False, value

    def _fail(self, why: str) -> None:
        self._close_file()
        said = (
            f"The journal of slips {self._path} cannot be used: {why}. Slips are printed as long as the database "
            "answers; after a restart they say SALINAN."
        )
        if said != self.problem:
            log.error("%s", said)
        self.problem = said

    def _well(self) -> None:
        if self.problem:
            log.info("the journal of slips %s is written again", self._path)
        self.problem = ""

    def _close_file(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _open(path: Path, flags: int) -> int:
    """Opened for this account alone."""
    flags |= getattr(os, "O_BINARY", 0)
    handle = private.open_file(path, flags & ~os.O_CREAT) if flags & os.O_CREAT else os.open(path, flags)
    if hasattr(os, "fchmod"):
        with contextlib.suppress(OSError):  # an older file of another account
            os.fchmod(handle, 0o600)
    return handle


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _sync(handle: int) -> None:
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(handle)
