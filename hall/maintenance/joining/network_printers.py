"""Looking for a network printer: which machines of the station's own network answer at a printer's port."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence

PORT = 9100
_AT_ONCE = 64
_SECONDS = 0.7
"""A printer in the same network answers within a few milliseconds; all of a /24 are asked within some 3 s."""


def near(address: str) -> tuple[str, ...]:
    """The 253 other addresses of the /24 around an IPv4 ``address``; none for any other, and none outside private
    networks."""
    try:
        own = ipaddress.IPv4Address(address)
    except ValueError:
        return ()
    if not own.is_private:
        return ()
    network = ipaddress.IPv4Network((own, 24), strict=False)
    return tuple(str(one) for one in network.hosts() if one != own)


async def printers_at(addresses: Sequence[str], port: int = PORT) -> tuple[str, ...]:
    """Those of ``addresses`` that take a connection at ``port``, in their order. Nothing is sent: a printer would
    print it."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def answers(address: str) -> bool:
        async with turns:
            # A socket of our own: a stream that is given up while it is made is never closed.
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
                probe.setblocking(False)
                try:
                    async with asyncio.timeout(_SECONDS):
                        await asyncio.get_running_loop().sock_connect(probe, (address, port))
                except (OSError, TimeoutError):
                    return False
                return True

    found = await asyncio.gather(*(answers(one) for one in addresses))
    return tuple(address for address, there in zip(addresses, found, strict=True) if there)
