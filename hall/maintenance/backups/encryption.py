"""A stream encrypted by a passphrase, in the format of age (age-encryption.org/v1): the program `age` opens it too.

The passphrase goes through scrypt. Chunks of 64 KiB are sealed one by one with ChaCha20-Poly1305 in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", CRYPTO 2015, https://eprint.iacr.org/2015/189): the nonce counts them and marks the last one, so
that none can be changed, left out, repeated or cut off. No more than a chunk is ever in memory.
"""

from __future__ import annotations

import base64
import hmac
import io
import os
import re
from binascii import Error as NotBase64
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hall.errors import BackupError, BackupLocked

_VERSION = b"age-encryption.org/v1"
BEGIN = _VERSION + b"\n"
"""How every encrypted file begins."""
WORK = 17
"""scrypt's cost, as the power of two: 128 MB and about half a second for each guess of a passphrase."""
_MOST_WORK = 20
CHUNK = 64 * 1024
_TAG, _KEY, _NONCE = 16, 16, 16
_SEALED = CHUNK + _TAG
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 200
_DAMAGED = "its encrypted content is damaged, or was cut off"
_WRONG = "the passphrase is another one, or the beginning of the file is damaged"


class Encrypting(io.RawIOBase):
    """A stream to write to, whose content reaches ``file`` encrypted; ``close`` ends it, and leaves ``file`` open.

    ``work`` is scrypt's cost.
    """

    def __init__(self, file: IO[bytes], passphrase: str, *, work: int = WORK) -> None:
        super().__init__()
        self._file = file
        key, salt, nonce = os.urandom(_KEY), os.urandom(16), os.urandom(_NONCE)
        wrapped = ChaCha20Poly1305(_of_passphrase(passphrase, salt, work)).encrypt(bytes(12), key, None)
        head = b"%s-> scrypt %s %d\n%s\n---" % (BEGIN, _text(salt), work, _text(wrapped))
        file.write(b"%s %s\n%s" % (head, _text(_mac(key, head)), nonce))
        self._cipher, self._count, self._waiting = ChaCha20Poly1305(_derived(key, nonce, b"payload")), 0, bytearray()

    def writable(self) -> bool:
        """It is only written to."""
        return True

    def write(self, data: object, /) -> int:
        """Take more of the content."""
        self._waiting += memoryview(data)  # type: ignore[arg-type]
        taken = memoryview(data).nbytes  # type: ignore[arg-type]
        while len(self._waiting) > CHUNK:  # the last one is sealed as such, also when it is full
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return taken

    def finish(self) -> None:
        """Seal what is left as the end: without it the file counts as cut off."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last=last), chunk, None))
        self._count += 1


class Decrypted(io.RawIOBase):
    """The content of an encrypted ``file``, readable at any place; what is damaged raises BackupError when it is read.

    ``size`` are the bytes of the file. Raises BackupError for a passphrase that does not open it.
    """

    def __init__(self, file: IO[bytes], size: int, passphrase: str) -> None:
        super().__init__()
        self._file, self._place, self._kept = file, 0, (-1, b"")
        file.seek(0)
        found = _HEADER.match(file.read(_LONGEST_HEADER))
        if found is None:
            raise BackupLocked(_WRONG)
        key = _opened_key(found, passphrase)
        file.seek(found.end())
        nonce = file.read(_NONCE)
        self._begin, payload = found.end() + _NONCE, size - found.end() - _NONCE
        full, rest = divmod(payload, _SEALED)
        self._chunks = full + (rest > 0)
        if payload < _TAG or 0 < rest < _TAG or (rest == _TAG and full):
            raise BackupError(_DAMAGED)
        self._size = payload - self._chunks * _TAG
        self._cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))

    def readable(self) -> bool:
        """It is only read."""
        return True

    def seekable(self) -> bool:
        """Any place of it can be read."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place."""
        self._place = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence])
        return self._place

    def readinto(self, buffer: object, /) -> int:
        """Read on, up to the end of a chunk."""
        into = memoryview(buffer)  # type: ignore[arg-type]
        which, begin = divmod(self._place, CHUNK)
        if self._place >= self._size:
            self._chunk(self._chunks - 1)  # the end is looked at, also when there is nothing in it
            return 0
        piece = self._chunk(which)[begin : begin + into.nbytes]
        into[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def _chunk(self, which: int) -> bytes:
        if self._kept[0] != which:
            self._file.seek(self._begin + which * _SEALED)
            sealed = self._file.read(_SEALED)
            try:
                opened = self._cipher.decrypt(_nonce(which, last=which == self._chunks - 1), sealed, None)
            except InvalidTag:
                raise BackupError(_DAMAGED) from None
            self._kept = which, opened
        return self._kept[1]


def _opened_key(found: re.Match[bytes], passphrase: str) -> bytes:
    salt, wrapped, work = _bytes(found[1]), _bytes(found[3]), int(found[2])
    if work > _MOST_WORK:
        raise BackupLocked(_WRONG)
    try:
        key = ChaCha20Poly1305(_of_passphrase(passphrase, salt, work)).decrypt(bytes(12), wrapped, None)
    except (InvalidTag, MemoryError):
        raise BackupLocked(_WRONG) from None
    head = found[0][: found.start(4) - 1]
    if not hmac.compare_digest(_text(_mac(key, head)), found[4]):
        raise BackupLocked(_WRONG)
    return key


def _of_passphrase(passphrase: str, salt: bytes, work: int) -> bytes:
    salted = _VERSION + b"/scrypt" + salt
    return Scrypt(salt=salted, length=32, n=2**work, r=8, p=1).derive(passphrase.encode())


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), head, "sha256")


def _derived(key: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=what).derive(key)


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    """The bytes of base64 without padding, written in the one way that is allowed. Raises BackupError."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except NotBase64:
        raise BackupLocked(_WRONG) from None
    if _text(data) != text:
        raise BackupLocked(_WRONG)
    return data
