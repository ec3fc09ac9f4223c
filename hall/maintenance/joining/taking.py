"""The station's end: it asks for the invitation at the server, and proves its code."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.exchange import BadElement, Exchange, Hello, Keys, proves
from hall.maintenance.joining.frames import (
    LARGE,
    PROTOCOL,
    BadFrame,
    Kind,
    framed,
    hello_body,
    read_body,
    read_frame,
    said_in,
)
from hall.maintenance.joining.handed import Handed, handed_of
from hall.text_rules import STATION

_CONNECT_SECONDS, _TALK_SECONDS = 5.0, 15.0
_AGAIN, _PAUSE = 5, 0.5
"""How often it tries again, and after how many seconds, while a connection breaks off before the code was used."""
_GONE = (OSError, asyncio.IncompleteReadError, TimeoutError)


class _BrokenOff(Exception):
    """The connection ended before the code was used."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was handed over, and the ``address`` of this machine in the hall's network."""

    handed: Handed
    address: str


async def receive(server: str, port: int, code: str, version: str) -> Received:
    """Take the invitation at ``server`` with ``code``. Raises JoinError."""
    for _ in range(_AGAIN):
        try:
            return await _once(server, port, code, version)
        except _BrokenOff:
            await asyncio.sleep(_PAUSE)
    raise JoinError(
        JoinFault.BROKEN, f"The connection to {server} broke off each time; the code was not used. Look at the cable."
    )


async def _once(server: str, port: int, code: str, version: str) -> Received:
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            reader, writer = await asyncio.open_connection(server, port, limit=2 * LARGE)
    except _GONE as error:
        raise _not_reached(server, port, error) from error
    try:
        async with asyncio.timeout(_TALK_SECONDS):
            return await _talk(reader, writer, code, version)
    except (BadFrame, BadElement) as error:
        text = f"What answers at {server} port {port} is no invitation; look at the address and the port."
        raise JoinError(JoinFault.STRANGER, text) from error
    except _GONE as error:
        raise _BrokenOff from error
    finally:
        writer.close()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, code: str, version: str) -> Received:
    mine = hello_body(version=version)
    writer.write(framed(Kind.HELLO, mine))
    other = await read_body(reader, Kind.HELLO, LARGE)
    said = said_in(other)
    refuse_version(said, version)
    station, server = said.get("station"), said.get("server")
    if not isinstance(station, str) or not isinstance(server, str) or len(station) > STATION:
        raise BadFrame
    exchange = Exchange(code, Hello(station, server, mine + other), is_station=True)
    writer.write(framed(Kind.ELEMENT, exchange.element))
    keys = exchange.keys(await read_body(reader, Kind.ELEMENT, LARGE))
    writer.write(framed(Kind.PROOF, keys.of_station))
    try:
        handed = handed_of(await _answered(reader, keys))
        writer.write(framed(Kind.SEALED, keys.seal(b"taken", to_station=False)))
        await writer.drain()
    except _GONE as error:
        text = "The connection broke off while the code was looked at; invite this station again, with a new code."
        raise JoinError(JoinFault.BROKEN, text) from error
    return Received(handed, str(writer.get_extra_info("sockname")[0]))


async def _answered(reader: asyncio.StreamReader, keys: Keys) -> bytes:
    """What the server gives to who has the code. Raises JoinError(WRONG_CODE), ("USED_UP"), and BadFrame."""
    kind, body = await read_frame(reader, LARGE)
    if kind is Kind.REFUSED:
        left = said_in(body).get("left")
        if left == 0:
            text = "The code is wrong, and its tries are used up; invite this station again on the server."
            raise JoinError(JoinFault.USED_UP, text)
        raise JoinError(JoinFault.WRONG_CODE, f"The code is wrong; tries left: {left}. Read it again from the server.")
    if kind is not Kind.PROOF or not proves(body, keys.of_server):
        text = "What answers there does not know the code, so it is not the server that invited; nothing was taken."
        raise JoinError(JoinFault.WRONG_CODE, text)
    opened = keys.opened(await read_body(reader, Kind.SEALED, LARGE), by_station=True)
    if opened is None:
        raise BadFrame
    return opened


def refuse_version(said: dict[str, str | int], version: str) -> None:
    """Raises JoinError(VERSIONS) unless both ends are the same program."""
    other = said.get("version")
    if said.get("join") != PROTOCOL or other != version:
        text = (
            f"This machine has version {version} of the program and the server {other}; install the server's version "
            "here and join again. The code was not used."
        )
        raise JoinError(JoinFault.VERSIONS, text)


def _not_reached(server: str, port: int, error: Exception) -> JoinError:
    if isinstance(error, ConnectionRefusedError):
        text = (
            f"{server} answers, but no invitation is open at its port {port}: its time is over, its tries are used up "
            "or it was taken. Invite this station again on the server."
        )
        return JoinError(JoinFault.NOT_REACHED, text)
    number = getattr(error, "errno", None)
    why = (
        "no answer" if isinstance(error, TimeoutError) else os.strerror(number) if number and number > 0 else str(error)
    )
    text = (
        f"{server} port {port} cannot be reached ({why}): look at the address, at this machine's network and at the "
        "server's firewall."
    )
    return JoinError(JoinFault.NOT_REACHED, text)
