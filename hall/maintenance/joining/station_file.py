"""The config.toml of a machine that joined: it is written whole, for the account that runs the programs alone."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from hall import private
from hall.folders import is_there
from hall.maintenance.joining.addresses import with_certificate
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.handed import Handed
from hall.structure import Station

if sys.platform != "win32":
    import pwd

CERTIFICATE = "server-ca.crt"
_TABLES = ("board", "speech")
_HEAD = """\
# {station}, a machine of {hall}. `hall station join` wrote this file; joining again writes it anew.
# docs/configuration.md explains every key. What all machines share is in the hall's database.
"""


def setup_of(station: Station) -> dict[str, Any]:
    """The keys of a station's table [station] that differ from what is meant without them; its name is not among
    them."""
    plain = Station(station.name)
    found: dict[str, Any] = {}
    for key in fields(Station):
        value, usual = getattr(station, key.name), getattr(plain, key.name)
        if value == usual:
            continue
        found[key.name] = _differing(value, usual) if key.name in _TABLES else value
    return found


def _differing(value: Any, usual: Any) -> dict[str, Any]:
    kept = {one.name: getattr(value, one.name) for one in fields(value)}
    differs = {name: said for name, said in kept.items() if said != getattr(usual, name)}
    return {name: dict(said) if name == "arrows" else said for name, said in differs.items()}


def config_text(handed: Handed, database_url: str) -> str:
    """The whole file."""
    tables = {name: table for name, table in handed.setup.items() if isinstance(table, Mapping)}
    plain = {name: value for name, value in handed.setup.items() if name not in tables}
    lines = [_HEAD.format(station=handed.station, hall=handed.hall), f"language = {_value(handed.language)}"]
    lines += ["", "[database]", f"url = {_value(database_url)}"]
    lines += ["", "[station]", *_pairs({"name": handed.station, **plain})]
    for name, table in tables.items():
        lines += ["", f"[station.{name}]", *_pairs(table)]
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in table.items()]


def _value(value: Any) -> str:
    """A value as TOML writes it; its texts are those of JSON."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_value(name)} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def refuse_place(file: Path, account: str = "") -> None:
    """Raises JoinError(NOT_WRITTEN) where ``file`` could not be written, or given to ``account``: asked before a code
    is used up."""
    folder = next(one for one in file.absolute().parents if is_there(one))
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        text = (
            f"{file} cannot be written by this account; run this with the rights for it (sudo), or name another file "
            "by --config. The code was not used."
        )
        raise JoinError(JoinFault.NOT_WRITTEN, text)
    if account and not _is_account(account):
        text = f"This machine has no account {account} that it could be given to. The code was not used."
        raise JoinError(JoinFault.NOT_WRITTEN, text)


def _is_account(name: str) -> bool:
    """Whether files can be given to this account, by who runs this."""
    if sys.platform != "win32":
        known = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
        return name in known and os.geteuid() in (0, known[name])
    return False


def write_config(handed: Handed, file: Path, account: str = "") -> list[Path]:
    """Write ``file`` and the certificate next to it, and give both to ``account`` (by default the folder's owner);
    returns the files, what was kept beside as ``.old`` last. Raises JoinError(NOT_WRITTEN)."""
    written: list[Path] = []
    kept: list[Path] = []
    try:
        private.make_folder(file.absolute().parent)
        url = handed.database_url
        if handed.certificate:
            authority = file.absolute().with_name(CERTIFICATE)
            kept += _set_aside(authority, handed.certificate)
            private.write_text(authority, handed.certificate)
            written.append(authority)
            url = with_certificate(url, authority)
        text = config_text(handed, url)
        kept += _set_aside(file, text)
        private.write_text(file, text)
        written.append(file)
        _give(account, (*written, *kept), file)
    except (OSError, ValueError, LookupError) as error:
        why = getattr(error, "strerror", None) or str(error)
        text = f"{file} cannot be written ({why}); run this with the rights for it, or name another file by --config."
        raise JoinError(JoinFault.NOT_WRITTEN, text) from error
    return [*written, *kept]


def _set_aside(file: Path, text: str) -> list[Path]:
    """Keep a file that says something else; an older one that was kept goes."""
    if not is_there(file) or file.read_text("utf-8", "replace") == text:
        return []
    old = file.with_name(f"{file.name}.old")
    file.replace(old)
    return [old]


def _give(account: str, files: tuple[Path, ...], config: Path) -> None:
    """Give the files to an account, and the folder when it is root's own and nobody else's could read it."""
    if not account or sys.platform == "win32":
        return
    for file in files:
        shutil.chown(file, account)
    folder = config.absolute().parent
    state = folder.stat()
    if state.st_uid == 0 and state.st_mode & 0o777 == private.FOLDER:
        shutil.chown(folder, account)
