"""One invitation at a time for one station: a second one would leave two codes that hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from hall import private
from hall.identifiers import key_of
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.store.database import file_locks


@contextmanager
def only_invitation(folder: Path, station: str) -> Iterator[None]:
    """Holds the invitation of ``station`` as long as the block runs, in a file of ``folder`` that the system lets go
    when the program dies. Raises JoinError(INVITED_ALREADY), and (NOT_WRITTEN) where the folder takes no file."""
    file = folder / f".invitation-{blake2b(key_of(station).encode(), digest_size=6).hexdigest()}.lock"
    try:
        handle = private.open_file(file, os.O_RDWR)
    except OSError as error:
        text = f"{file} cannot be written ({error.strerror or error}); run this as the hall's own account."
        raise JoinError(JoinFault.NOT_WRITTEN, text) from error
    try:
        if not file_locks.attempt(handle):
            text = (
                f"An invitation of {station} is open already; use its code, or end it where it runs (Ctrl+C). It was "
                "not replaced."
            )
            raise JoinError(JoinFault.INVITED_ALREADY, text)
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps a file that is open
                file.unlink()
    finally:
        os.close(handle)
