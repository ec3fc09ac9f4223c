"""What crosses the network: frames of a kind, a length and a body, none longer than its reader allows."""

from __future__ import annotations

import asyncio
import json
from enum import IntEnum

PROTOCOL = 1
SMALL, LARGE = 512, 256 * 1024
"""Bytes of the longest frame that a server, a station takes."""
_HEAD = 5


class Kind(IntEnum):
    """What a frame is."""

    HELLO = 1
    ELEMENT = 2
    PROOF = 3
    SEALED = 4
    REFUSED = 5


class BadFrame(Exception):
    """What came is no frame of this exchange."""


def framed(kind: Kind, body: bytes) -> bytes:
    """A frame as it is sent."""
    return bytes([kind]) + len(body).to_bytes(4, "big") + body


async def read_frame(reader: asyncio.StreamReader, longest: int) -> tuple[Kind, bytes]:
    """The next frame. Raises BadFrame, and OSError or asyncio.IncompleteReadError when the other side is gone."""
    head = await reader.readexactly(_HEAD)
    length = int.from_bytes(head[1:], "big")
    if head[0] not in set(Kind) or length > longest:
        raise BadFrame
    return Kind(head[0]), await reader.readexactly(length)


async def read_body(reader: asyncio.StreamReader, kind: Kind, longest: int) -> bytes:
    """The body of the next frame, which must be of this ``kind``. Raises as ``read_frame``."""
    found, body = await read_frame(reader, longest)
    if found is not kind:
        raise BadFrame
    return body


def hello_body(**said: str | int) -> bytes:
    """What is said at first."""
    return json.dumps({"join": PROTOCOL, **said}, ensure_ascii=False).encode()


def said_in(body: bytes) -> dict[str, str | int]:
    """What a frame of words says. Raises BadFrame."""
    try:
        said = json.loads(body)
    except ValueError as error:
        raise BadFrame from error
    if not isinstance(said, dict) or not all(isinstance(value, str | int) for value in said.values()):
        raise BadFrame
    return said
