"""The exchange that a short code authenticates: SPAKE2 (RFC 9382, the library spake2), a confirmation of each side
over all that was said before, and one sealed message each way.

Whoever listens learns nothing that a code could be tried on; whoever takes part has one try for each connection.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from spake2 import SPAKE2_A, SPAKE2_B, SPAKEError
from spake2.ed25519_basic import NotOnCurve

ELEMENT = 33
"""Bytes of either side's message of the exchange."""
_KEY = 32
_NONCE = bytes(12)
"""Each key seals one message."""


class BadElement(Exception):
    """What came is no message of the exchange."""


class Exchange:
    """One side of one exchange: ``station`` is side A, the server side B."""

    def __init__(self, code: str, hello: Hello, *, is_station: bool) -> None:
        self._is_station, self._hello = is_station, hello
        side = SPAKE2_A if is_station else SPAKE2_B
        self._side = side(code.encode(), idA=hello.station.encode(), idB=hello.server.encode())
        self.element: bytes = self._side.start()

    def keys(self, element: bytes) -> Keys:
        """The keys that follow from the other side's ``element``. Raises BadElement."""
        if len(element) != ELEMENT:
            raise BadElement
        try:
            shared = self._side.finish(element)
        except (SPAKEError, NotOnCurve, ValueError, AssertionError) as error:
            raise BadElement from error
        mine, other = (self.element, element) if self._is_station else (element, self.element)
        said = sha256(self._hello.said + mine + other).digest()
        derived = HKDF(SHA256(), 4 * _KEY, salt=said, info=b"mpp-join 1").derive(shared)
        parts = [derived[at : at + _KEY] for at in range(0, len(derived), _KEY)]
        return Keys(said, *parts)


@dataclass(frozen=True, slots=True)
class Hello:
    """What both sides know before: the names that are bound into the key, and every byte that was ``said``."""

    station: str
    server: str
    said: bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """What follows from an exchange: confirmations, and one sealed message each way."""

    _said: bytes
    _station: bytes
    _server: bytes
    _to_station: bytes
    _to_server: bytes

    @property
    def of_station(self) -> bytes:
        """What the station proves its code with."""
        return hmac.digest(self._station, self._said, "sha256")

    @property
    def of_server(self) -> bytes:
        """What the server proves its code with, once the station has."""
        return hmac.digest(self._server, self._said, "sha256")

    def seal(self, message: bytes, *, to_station: bool) -> bytes:
        """``message`` for the other side; once for each direction."""
        return ChaCha20Poly1305(self._to_station if to_station else self._to_server).encrypt(
            _NONCE, message, self._said
        )

    def opened(self, sealed: bytes, *, by_station: bool) -> bytes | None:
        """The message, None when it was not sealed by the other side."""
        try:
            return ChaCha20Poly1305(self._to_station if by_station else self._to_server).decrypt(
                _NONCE, sealed, self._said
            )
        except InvalidTag:
            return None


def proves(given: bytes, wanted: bytes) -> bool:
    """Whether a confirmation is the one that was wanted; takes the same time for every one."""
    return hmac.compare_digest(given, wanted)
