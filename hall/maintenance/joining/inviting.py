"""The server's end: one invitation on one port, within bounds, until a station has it, its tries are used up or its
time is over.

Programs of the hall never message each other; this is the one exception, and it ends by itself (docs/decisions/058).
"""

from __future__ import annotations

import asyncio
import errno
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.exchange import BadElement, Exchange, Hello, Keys, proves
from hall.maintenance.joining.frames import (
    PROTOCOL,
    SMALL,
    BadFrame,
    Kind,
    framed,
    hello_body,
    read_body,
    said_in,
)
from hall.maintenance.joining.handed import Handed

TRIES = 5
_TALKS = 16
"""So many connections are listened to at a time; one more ends the oldest of them."""
_TALK_SECONDS = 10.0
"""A whole exchange takes less than one."""
_BACKLOG = 64
_GONE = (OSError, asyncio.IncompleteReadError, TimeoutError, BadFrame, BadElement)
"""How a connection ends that was none of ours, or broke off."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A station has the invitation: ``by`` is its address; ``confirmed`` when it said that all of it came."""

    by: str
    confirmed: bool


class Inviter:
    """Answers for one station. ``said`` gets a line for each wrong code: who is at the server sees who tries."""

    def __init__(self, code: str, handed: Handed, server: str, said: Callable[[str], object]) -> None:
        self._code, self._handed, self._server, self._said = code, handed, server, said
        self._left = TRIES
        self._given = False
        self._talks: dict[asyncio.Task[None], None] = {}
        self._end: asyncio.Future[Taken] | None = None

    async def wait(self, address: str, port: int, seconds: float, ready: Callable[[], object]) -> Taken:
        """Answer at ``address`` until a station has the invitation; ``ready`` is called when it can be reached.

        Raises JoinError(USED_UP), (OVER) after ``seconds``, (PORT_TAKEN) and (NO_ADDRESS).
        """
        self._end = asyncio.get_running_loop().create_future()
        server = await _listening(self._on_connected, address, port)
        try:
            ready()
            async with asyncio.timeout(seconds):
                return await self._end
        except TimeoutError:
            raise JoinError(
                JoinFault.OVER, f"The time is over and {self._handed.station} has not joined; invite it again."
            ) from None
        finally:
            server.close()
            await self._hang_up(None)

    async def _on_connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks[talk] = None
        if len(self._talks) > _TALKS and not self._given:
            oldest = next(iter(self._talks))
            del self._talks[oldest]  # many may come before it has ended: each of them ends another one
            oldest.cancel()
        try:
            async with asyncio.timeout(_TALK_SECONDS):
                await self._talk(reader, writer)
            writer.close()
        except (*_GONE, asyncio.CancelledError):
            writer.transport.abort()  # whoever it was can come again
        finally:
            self._talks.pop(talk, None)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = await read_body(reader, Kind.HELLO, SMALL)
        said = said_in(heard)
        answer = hello_body(version=self._handed.version, station=self._handed.station, server=self._server)
        await _send(writer, Kind.HELLO, answer)
        if said.get("join") != PROTOCOL or said.get("version") != self._handed.version:
            return  # the station says so, with both versions
        hello = Hello(self._handed.station, self._server, heard + answer)
        exchange = Exchange(self._code, hello, is_station=False)
        keys = exchange.keys(await read_body(reader, Kind.ELEMENT, SMALL))
        await _send(writer, Kind.ELEMENT, exchange.element)
        proof = await read_body(reader, Kind.PROOF, SMALL)
        # From here to the next wait nobody else is served: tries are counted one at a time.
        if self._given or not self._left:
            return
        if not proves(proof, keys.of_station):
            await self._count_wrong(writer)
            return
        self._given = True
        await self._give(reader, writer, keys)

    async def _count_wrong(self, writer: asyncio.StreamWriter) -> None:
        self._left -= 1
        self._said(f"A wrong code came from {_peer(writer)}; {_tries(self._left)} left.")
        with suppress(*_GONE):
            await _send(writer, Kind.REFUSED, json.dumps({"left": self._left}).encode())
        if not self._left:
            name = self._handed.station
            text = f"{TRIES} wrong codes came and {name} has not joined; invite it again, with a new code."
            self._ends(JoinError(JoinFault.USED_UP, text))

    async def _give(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, keys: Keys) -> None:
        """The code is right and holds no more: hand everything over, and hear that it came."""
        peer, confirmed = _peer(writer), False
        await self._hang_up(asyncio.current_task())
        try:
            await _send(writer, Kind.PROOF, keys.of_server)
            await _send(writer, Kind.SEALED, keys.seal(self._handed.to_bytes(), to_station=True))
            answer = await read_body(reader, Kind.SEALED, SMALL)
            confirmed = keys.opened(answer, by_station=False) == b"taken"
        finally:
            self._ends(Taken(peer, confirmed))

    def _ends(self, how: Taken | JoinError) -> None:
        if self._end is None or self._end.done():
            return
        if isinstance(how, Taken):
            self._end.set_result(how)
        else:
            self._end.set_exception(how)

    async def _hang_up(self, kept: asyncio.Task[None] | None) -> None:
        """End all connections but one."""
        others = [talk for talk in self._talks if talk is not kept]
        for talk in others:
            talk.cancel()
        await asyncio.gather(*others, return_exceptions=True)


async def _listening(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], address: str, port: int
) -> asyncio.Server:
    try:
        return await asyncio.start_server(answer, address, port, backlog=_BACKLOG, limit=2 * SMALL)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES) or getattr(error, "winerror", 0) in (10048, 10013):
            text = (
                f"Port {port} of {address} is taken: another invitation may be open there. End that one, or choose "
                "another with --port."
            )
            raise JoinError(JoinFault.PORT_TAKEN, text) from error
        text = f"{address} is no address of this machine ({error.strerror or error}); give one of its own by --address."
        raise JoinError(JoinFault.NO_ADDRESS, text) from error


async def _send(writer: asyncio.StreamWriter, kind: Kind, body: bytes) -> None:
    writer.write(framed(kind, body))
    await writer.drain()


def _peer(writer: asyncio.StreamWriter) -> str:
    peer = writer.get_extra_info("peername")
    return str(peer[0]) if peer else "a station"


def _tries(count: int) -> str:
    return "no tries are" if not count else "1 try is" if count == 1 else f"{count} tries are"
