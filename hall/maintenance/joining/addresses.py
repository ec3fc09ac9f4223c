"""Where the server and its database are found from another machine of the hall."""

from __future__ import annotations

import re
import socket
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from hall.database_url import with_password
from hall.maintenance.joining.errors import JoinError, JoinFault

if sys.platform == "linux":
    import fcntl

PORT = 7347
"""Of an invitation, where none is given."""
_PRIVATE = ("10.255.255.255", "192.168.255.255", "172.31.255.255")
"""Nothing is sent there: the system only says from which address it would."""
_VIRTUAL = ("docker", "virbr", "veth", "br-")
_SIOCGIFADDR = 0x8915
"""Linux: the address of a card (netdevice(7))."""
_HERE = re.compile(r"(?:localhost|127(?:\.\d+){3}|\[?::1\]?|)", re.IGNORECASE)
_CERTIFICATE = "sslrootcert"


def own_address(database_url: str) -> str:
    """This machine's address in the hall's network: the one from which the database, or any private network, is
    reached. Raises JoinError(NO_ADDRESS)."""
    far = [host for host, _ in _hosts(database_url) if not _is_here(host)]
    found = (*map(_towards, (*far, *_PRIVATE)), *_of_cards())
    chosen = next((one for one in found if one and not _is_here(one)), "")
    if chosen:
        return chosen
    text = "This machine has no address in a network; give the one that the stations reach it at by --address."
    raise JoinError(JoinFault.NO_ADDRESS, text)


def _towards(host: str) -> str:
    try:
        family, *_, place = socket.getaddrinfo(host, 9, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(place)
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def _of_cards() -> list[str]:
    """The addresses of this machine's network cards, those of virtual ones last: a network that no route leaves has
    nothing that is reached through one."""
    if sys.platform == "linux":
        return [found for _, name in sorted(socket.if_nameindex(), key=_is_virtual) if (found := _of_card(name))]
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []


def _is_virtual(card: tuple[int, str]) -> bool:
    return card[1].startswith(_VIRTUAL)


def _of_card(name: str) -> str:
    """The IPv4 address of a card, empty where it has none."""
    if sys.platform == "linux":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
            answer = fcntl.ioctl(asked, _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            return socket.inet_ntoa(answer[20:24])
    return ""


def reachable_url(url: str, address: str) -> str:
    """The URL of a server's database as another machine reaches it: a host that means this machine (``localhost``, a
    socket, none) is ``address`` instead."""
    parts = urlsplit(url)
    person, at, _ = parts.netloc.rpartition("@")
    places = [(address if _is_here(host) else host, port) for host, port in _hosts(url)]
    netloc = ",".join(f"[{host}]" if ":" in host else host for host, _ in places)
    if any(port for _, port in places):
        netloc = ",".join(_place(host, port) for host, port in places)
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in ("host", "port")]
    return urlunsplit((parts.scheme, f"{person}{at}{netloc}", parts.path, "&".join(kept), ""))


def _place(host: str, port: str) -> str:
    bare = f"[{host}]" if ":" in host else host
    return f"{bare}:{port}" if port else bare


def _hosts(url: str) -> list[tuple[str, str]]:
    """The hosts of a server's URL with their ports, each empty where the URL leaves it out."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    written = parts.netloc.rpartition("@")[2]
    if not written or "host" in query:
        ports = query.get("port", "").split(",")
        hosts = query.get("host", "").split(",")
        return [(host, ports[at] if at < len(ports) else ports[0]) for at, host in enumerate(hosts)]
    found = []
    for place in written.split(","):
        host, _, port = place.rpartition(":") if re.search(r":\d*$", place) else (place, "", "")
        found.append((host.strip("[]"), port or query.get("port", "")))
    return found


def _is_here(host: str) -> bool:
    return host.startswith(("/", "%2F", "@")) or _HERE.fullmatch(host) is not None


def certificate_file(url: str) -> Path | None:
    """The file of the certificates by which the server is known, None where the URL names none."""
    named = dict(parse_qsl(urlsplit(url).query)).get(_CERTIFICATE, "")
    return Path(named) if named and named != "system" else None


def with_certificate(url: str, file: Path) -> str:
    """The URL with ``file`` as that file."""
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] != _CERTIFICATE]
    pairs.append(f"{_CERTIFICATE}={quote(file.as_posix(), safe='/:')}")
    return urlunsplit((*parts[:3], "&".join(pairs), ""))


def with_known_password(url: str, lines: Iterable[str], given: str = "") -> str:
    """The URL with its password: its own, else ``given`` (of PGPASSWORD), else the one that the ``lines`` of a password
    file (PGPASSFILE) have for it, as libpq reads them; without one, the URL as it is."""
    parts = urlsplit(url)
    user, database = unquote(parts.username or ""), unquote(parts.path.lstrip("/"))
    if parts.password is not None:
        return url
    found = given or _password_in(lines, _hosts(url), database, user)
    return with_password(url, found) if found else url


def _password_in(lines: Iterable[str], hosts: list[tuple[str, str]], database: str, user: str) -> str:
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", one) for one in re.split(r"(?<!\\):", line.rstrip("\r\n"), maxsplit=4)]
        if line.startswith("#") or len(fields) != 5:
            continue
        for host, port in hosts:
            wanted = ("localhost" if _is_here(host) else host, port or "5432", database, user)
            if all(pattern in ("*", value) for pattern, value in zip(fields, wanted, strict=False)):
                return fields[4]
    return ""
