"""The exchange that a code authenticates, over real sockets of 127.0.0.1."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from hall.maintenance.joining import inviting
from hall.maintenance.joining.codes import ALPHABET, NETWORK, STICK, new_code, read_code
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.frames import Kind, framed, hello_body
from hall.maintenance.joining.handed import Handed
from hall.maintenance.joining.inviting import TRIES, Inviter, Taken
from hall.maintenance.joining.taking import Received, receive

CODE, SERVER = "7K4-9QX", "127.0.0.1"
SECRET = "postgresql://hall:Rahasia-17@192.168.10.2/hall"
HANDED = Handed("MPP Kota Kendari", "1.2.3", "kiosk-1", "kiosk", SECRET, setup={"printer": "paper:slips"})
LONG = 30.0
"""Seconds that nothing here takes."""


class Invited:
    """An invitation that is open; ``port`` is its own, ``end`` how it ends, ``said`` what was said of wrong codes."""

    def __init__(self, seconds: float = LONG, handed: Handed = HANDED) -> None:
        self.said: list[str] = []
        self.port = 0
        self._seconds = seconds
        self._inviter = Inviter(CODE, handed, SERVER, self.said.append)

    async def __aenter__(self) -> Invited:
        self.port = await _free_port()
        ready = asyncio.Event()
        self.end = asyncio.create_task(self._inviter.wait(SERVER, self.port, self._seconds, ready.set))
        await asyncio.wait([self.end, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.end.cancel()
        with suppress(asyncio.CancelledError, JoinError):
            await self.end

    async def join(self, code: str = CODE, version: str = "1.2.3") -> Received:
        return await receive(SERVER, self.port, code, version)


async def _free_port() -> int:
    server = await asyncio.start_server(lambda *_: None, SERVER, 0)
    port = int(server.sockets[0].getsockname()[1])
    server.close()
    await server.wait_closed()
    return port


async def fault(job: Any) -> JoinFault:
    with pytest.raises(JoinError) as raised:
        await job
    return raised.value.code


def test_a_station_gets_all_of_it_and_the_invitation_ends():
    async def play() -> tuple[Received, Taken, JoinFault]:
        async with Invited() as invited:
            got = await invited.join()
            return got, await invited.end, await fault(invited.join())

    got, taken, second = asyncio.run(play())
    assert (got.handed, got.address) == (HANDED, SERVER)
    assert (taken, second) == (Taken(SERVER, confirmed=True), JoinFault.NOT_REACHED)


def test_five_wrong_codes_end_it_and_the_right_one_comes_too_late():
    async def play() -> tuple[list[JoinFault], JoinFault, JoinFault, list[str]]:
        async with Invited() as invited:
            wrong = [await fault(invited.join("7K4-9QW")) for _ in range(TRIES)]
            return wrong, await fault(invited.join()), await fault(invited.end), invited.said

    wrong, late, end, said = asyncio.run(play())
    assert wrong == [JoinFault.WRONG_CODE] * (TRIES - 1) + [JoinFault.USED_UP]
    assert (late, end) == (JoinFault.NOT_REACHED, JoinFault.USED_UP)
    assert said[0] == "A wrong code came from 127.0.0.1; 4 tries are left."
    assert len(said) == TRIES


def test_tries_at_the_same_time_are_five_too():
    async def play() -> tuple[list[Any], list[str]]:
        async with Invited() as invited:
            jobs = [invited.join("7K4-9QW") for _ in range(14)]
            return await asyncio.gather(*jobs, return_exceptions=True), invited.said

    answers, said = asyncio.run(play())
    assert all(isinstance(answer, JoinError) for answer in answers)
    assert len(said) == TRIES


def test_four_wrong_codes_leave_the_right_one():
    async def play() -> Received:
        async with Invited() as invited:
            for _ in range(TRIES - 1):
                await fault(invited.join("222-222"))
            return await invited.join()

    assert asyncio.run(play()).handed == HANDED


def test_the_time_ends_it():
    async def play() -> tuple[JoinFault, JoinFault]:
        async with Invited(seconds=0.2) as invited:
            return await fault(invited.end), await fault(invited.join())

    assert asyncio.run(play()) == (JoinFault.OVER, JoinFault.NOT_REACHED)


def test_other_versions_are_named_and_cost_no_try():
    async def play() -> tuple[str, Received]:
        async with Invited() as invited:
            with pytest.raises(JoinError, match=r"version 1\.2\.4.*the server 1\.2\.3") as raised:
                await invited.join(version="1.2.4")
            return raised.value.code, await invited.join()

    code, got = asyncio.run(play())
    assert (code, got.handed) == (JoinFault.VERSIONS, HANDED)


def test_what_crosses_the_network_tells_nothing():
    """Everything that a relay between the two sees, in both directions."""
    seen = bytearray()

    async def relay(port: int) -> tuple[asyncio.Server, int]:
        async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError):
                while data := await reader.read(4096):
                    seen.extend(data)
                    writer.write(data)
                    await writer.drain()
            writer.close()

        async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            far_reader, far_writer = await asyncio.open_connection(SERVER, port)
            await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

        server = await asyncio.start_server(both, SERVER, 0)
        return server, int(server.sockets[0].getsockname()[1])

    async def play() -> Received:
        async with Invited() as invited:
            server, port = await relay(invited.port)
            got = await receive(SERVER, port, CODE, "1.2.3")
            await invited.end
            server.close()
            return got

    assert asyncio.run(play()).handed == HANDED
    assert b"kiosk-1" in seen  # it was looked at, and the station's name is no secret
    for hidden in (b"Rahasia", b"postgresql", b"192.168.10.2", b"paper:slips", CODE.encode(), b"Kendari"):
        assert hidden not in seen


def test_what_was_recorded_cannot_be_played_again():
    sent: list[bytes] = []

    async def play() -> list[str]:
        async with Invited() as invited:
            await fault(_recorded(invited, sent))
            reader, writer = await asyncio.open_connection(SERVER, invited.port)
            for frame in sent:
                writer.write(frame)
            await writer.drain()
            answer = await reader.read(-1)
            assert b"\x04" not in answer[:1]
            writer.close()
            assert not invited.end.done()
            return invited.said

    said = asyncio.run(play())
    assert len(said) == 1  # the recorded proof is a wrong one now


async def _recorded(invited: Invited, sent: list[bytes]) -> None:
    """A join whose station's frames are kept, and whose last answer never arrives: it is cut before the proof."""
    from hall.maintenance.joining.exchange import Exchange, Hello
    from hall.maintenance.joining.frames import read_body, said_in

    reader, writer = await asyncio.open_connection(SERVER, invited.port)
    mine = hello_body(version="1.2.3")
    sent.append(framed(Kind.HELLO, mine))
    writer.write(sent[-1])
    other = await read_body(reader, Kind.HELLO, 9999)
    said = said_in(other)
    exchange = Exchange(CODE, Hello(str(said["station"]), str(said["server"]), mine + other), is_station=True)
    sent.append(framed(Kind.ELEMENT, exchange.element))
    writer.write(sent[-1])
    keys = exchange.keys(await read_body(reader, Kind.ELEMENT, 9999))
    sent.append(framed(Kind.PROOF, keys.of_station))
    writer.close()
    raise JoinError(JoinFault.BROKEN, "cut")


def test_a_server_that_does_not_know_the_code_gives_nothing_away():
    """A machine of somebody else that answers: the station's proof is of no use to it, and nothing is taken from it."""

    async def play() -> JoinFault:
        false = Inviter("222-222", HANDED, SERVER, lambda _: None)
        ready = asyncio.Event()
        port = await _free_port()
        end = asyncio.create_task(false.wait(SERVER, port, LONG, ready.set))
        await ready.wait()
        found = await fault(receive(SERVER, port, CODE, "1.2.3"))
        end.cancel()
        with suppress(asyncio.CancelledError):
            await end
        return found

    assert asyncio.run(play()) is JoinFault.WRONG_CODE


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HTTP/1.1\r\n\r\n", bytes(4000), framed(Kind.HELLO, b"{}"), framed(Kind.HELLO, b"[1]"),
     framed(Kind.HELLO, hello_body(version="1.2.3")) + framed(Kind.ELEMENT, b"A" + bytes(32)),
     framed(Kind.HELLO, hello_body(version="1.2.3")) + framed(Kind.ELEMENT, b"A" * 33),
     bytes([1]) + b"\xff\xff\xff\xff"],
)  # fmt: skip
def test_garbage_costs_no_try_and_stops_nobody(sent):
    async def play() -> Received:
        async with Invited() as invited:
            reader, writer = await asyncio.open_connection(SERVER, invited.port)
            writer.write(sent)
            if sent:
                writer.write_eof()
                with suppress(OSError):
                    await reader.read(-1)
            got = await invited.join()
            writer.close()
            assert invited.said == []
            return got

    assert asyncio.run(play()).handed == HANDED


def test_a_thousand_connections_that_say_nothing_stop_nobody():
    async def play() -> tuple[Received, int]:
        async with Invited() as invited:
            most = 0

            async def silent() -> asyncio.StreamWriter:
                nonlocal most
                _, writer = await asyncio.open_connection(SERVER, invited.port)
                answered = [one for one in asyncio.all_tasks() if "_on_connected" in repr(one.get_coro())]
                most = max(most, len(answered))
                return writer

            writers = await asyncio.gather(*(silent() for _ in range(1000)))
            got = await invited.join()
            await invited.end
            for writer in writers:
                writer.transport.abort()
            return got, most

    got, most = asyncio.run(play())
    assert got.handed == HANDED
    # Those that are just being ended, and those that the system hands over at once.
    assert most <= inviting._TALKS + 2 * inviting._BACKLOG


def test_a_slow_connection_is_ended(monkeypatch):
    monkeypatch.setattr(inviting, "_TALK_SECONDS", 0.2)

    async def play() -> bool:
        async with Invited() as invited:
            reader, writer = await asyncio.open_connection(SERVER, invited.port)
            async with asyncio.timeout(LONG):
                with suppress(ConnectionResetError):
                    assert await reader.read(-1) == b""
            writer.close()
            return not invited.end.done()

    assert asyncio.run(play())


def test_a_port_that_is_taken_is_said():
    async def play() -> JoinFault:
        async with Invited() as invited:
            other = Inviter(CODE, HANDED, SERVER, print)
            return await fault(other.wait(SERVER, invited.port, LONG, lambda: None))

    assert asyncio.run(play()) is JoinFault.PORT_TAKEN


def test_what_answers_and_is_no_invitation_is_said():
    async def play() -> JoinFault:
        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
            writer.close()

        server = await asyncio.start_server(answer, SERVER, 0)
        found = await fault(receive(SERVER, server.sockets[0].getsockname()[1], CODE, "1.2.3"))
        server.close()
        return found

    assert asyncio.run(play()) is JoinFault.STRANGER


def test_a_server_that_is_not_there_is_told_with_the_reason():
    async def play() -> str:
        with pytest.raises(JoinError) as raised:
            await receive("127.0.0.1.invalid", 7347, CODE, "1.2.3")
        assert raised.value.code is JoinFault.NOT_REACHED
        return str(raised.value)

    said = asyncio.run(play())
    assert "127.0.0.1.invalid port 7347 cannot be reached (" in said
    assert "Unknown error" not in said
    assert "server's firewall" in said


def test_codes_have_signs_that_are_not_mistaken():
    code = new_code(STICK, Random(1).choice)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= set(ALPHABET + "-")
    assert not set("01OILSUV") & set(ALPHABET)
    assert read_code(" 7k4 9qx", NETWORK) == CODE


@pytest.mark.parametrize(("typed", "told"), [("7K4-9Q", "has 6 signs"), ("7K4-9QO", "has O in it")])
def test_a_mistyped_code_is_seen_before_it_costs_a_try(typed, told):
    with pytest.raises(JoinError, match=told):
        read_code(typed, NETWORK)
