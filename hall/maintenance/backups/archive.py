"""The format of a backup: a zip file that any program opens, encrypted when asked for (``encryption``).

Its last part is the manifest with the SHA-256 of every other part. The comment at its very end, where zip programs show
it, is the SHA-256 of everything before it: no byte is there that no digest covers, and nothing can be cut off or put
behind. An encrypted one is authenticated byte for byte besides.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from hall import private
from hall.errors import BackupError, BackupLocked
from hall.maintenance.backups.encryption import BEGIN, WORK, Decrypted, Encrypting
from hall.maintenance.backups.manifest import NAME, Manifest, Part, manifest_bytes, read_manifest

_ZIP = b"PK\3\4"
_SIGN = b"sha256:"
_SEAL = len(_SIGN) + 64
_HOLD = _SIGN + b"0" * 64
_PIECE = 1 << 20
_LONGEST_MANIFEST = 64 << 20
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What reading a damaged zip file raises."""
DAMAGED = "it is damaged: its bytes are not those that were written"
_ENCRYPTED = "it is encrypted; its passphrase comes by --passphrase-prompt or the file of [backup] passphrase_file"


class _Sealing(io.RawIOBase):
    """A stream that is hashed on its way; the last bytes that it was given become the digest of those before them."""

    def __init__(self, file: IO[bytes] | Encrypting) -> None:
        super().__init__()
        self._file, self._digest, self._tail = file, hashlib.sha256(), bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        self._tail += memoryview(data)  # type: ignore[arg-type]
        ready = bytes(self._tail[: max(0, len(self._tail) - _SEAL)])
        del self._tail[: len(ready)]
        self._digest.update(ready)
        self._file.write(ready)
        return memoryview(data).nbytes  # type: ignore[arg-type]

    def seal(self) -> None:
        assert bytes(self._tail) == _HOLD
        self._file.write(_SIGN + self._digest.hexdigest().encode())


class Archive:
    """A backup that is being written, part by part; from ``writing``."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._parts: list[Part] = []

    def add(self, name: str, source: IO[bytes], *, packed: bool = False) -> None:
        """Add what can be read from ``source``; what is ``packed`` already is not compressed again. Raises OSError."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        with self._file.open(info, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self._parts.append(Part(name, size, digest.hexdigest()))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was added."""
        return tuple(self._parts)

    def end(self, manifest: Manifest) -> None:
        """Add the manifest, which names all parts, as the last one. Raises OSError."""
        self._file.writestr(zipfile.ZipInfo(NAME), manifest_bytes(manifest))


@contextmanager
def writing(path: Path, passphrase: str = "", *, work: int = WORK) -> Iterator[Archive]:
    """Write a new backup at ``path`` for its owner alone, encrypted with a ``passphrase``; it is on the disk when the
    block has ended. Raises OSError."""
    with os.fdopen(private.open_file(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY), "wb") as file:
        target = Encrypting(file, passphrase, work=work) if passphrase else file
        sealing = _Sealing(target)
        with zipfile.ZipFile(sealing, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            yield Archive(made)
            made.comment = _HOLD
        sealing.seal()
        if isinstance(target, Encrypting):
            target.finish()
        file.flush()
        os.fsync(file.fileno())
        forget_cached(file.fileno())


class OpenArchive:
    """A backup that is there, every byte of which was looked at; from ``reading``."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file, self.manifest = file, manifest

    def unpack(self, part: Part, place: Path) -> None:
        """Write a part to ``place``, for its owner alone. Raises BackupError, and OSError of the place."""
        digest, size = hashlib.sha256(), 0
        with open(place, "xb", opener=private.opener) as target, self._read(part.name) as source:
            while piece := _piece_of(source):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        if (digest.hexdigest(), size) != (part.sha256, part.size):
            raise BackupError(DAMAGED)

    def _read(self, name: str) -> IO[bytes]:
        try:
            return self._file.open(name)
        except _NO_ZIP as error:
            raise BackupError(DAMAGED) from error


@contextmanager
def reading(path: Path, passphrase: str = "") -> Iterator[OpenArchive]:
    """Open a backup after a look at every byte of it. Raises BackupError, whose sentence begins with the file."""
    with ExitStack() as held:
        try:
            stream = _opened(held.enter_context(path.open("rb")), passphrase)
            _look(stream)
            found = held.enter_context(_zip(stream))
            archive = OpenArchive(found, _manifest_of(found))
        except OSError as error:
            raise BackupError(f"{path} cannot be read: {error.strerror or error}") from error
        except BackupError as error:
            raise type(error)(f"{path}: {error}") from error
        yield archive


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as an encrypted backup does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(BEGIN)) == BEGIN


def forget_cached(handle: int) -> None:
    """Have the next reader of a file read it from the disk, where the system can be told so."""
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _opened(file: IO[bytes], passphrase: str) -> IO[bytes] | Decrypted:
    begin, size = file.read(len(BEGIN)), file.seek(0, os.SEEK_END)
    if begin != BEGIN:
        if not begin.startswith(_ZIP):
            raise BackupError("it is no backup, or its beginning is damaged")
        return file
    if not passphrase:
        raise BackupLocked(_ENCRYPTED)
    return Decrypted(file, size, passphrase)


def _look(stream: IO[bytes] | Decrypted) -> None:
    """Raise BackupError when the digest at the end is not that of everything before it."""
    left = stream.seek(0, os.SEEK_END) - _SEAL
    stream.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (piece := stream.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    seal = b""
    while piece := stream.read(_SEAL):
        seal += piece
    if left != 0 or seal != _SIGN + digest.hexdigest().encode():
        raise BackupError(DAMAGED)


def _zip(stream: IO[bytes] | Decrypted) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream if isinstance(stream, io.BufferedIOBase) else io.BufferedReader(stream))  # type: ignore[type-var]
    except _NO_ZIP as error:
        raise BackupError(DAMAGED) from error


def _manifest_of(found: zipfile.ZipFile) -> Manifest:
    try:
        if found.getinfo(NAME).file_size > _LONGEST_MANIFEST:
            raise BackupError("its manifest cannot be read")
        manifest = read_manifest(found.read(NAME))
    except _NO_ZIP as error:
        raise BackupError(DAMAGED) from error
    if sorted(found.namelist()) != sorted([NAME, *(part.name for part in manifest.parts)]):
        raise BackupError("what is in it is not what its manifest says")
    return manifest


def _piece_of(source: IO[bytes]) -> bytes:
    try:
        return source.read(_PIECE)
    except _NO_ZIP as error:
        raise BackupError(DAMAGED) from error
    except OSError as error:
        raise BackupError(f"it cannot be read: {error.strerror or error}") from error


_BINARY = getattr(os, "O_BINARY", 0)
