"""What one run of the `hall` command knows: its global options, its store and how it answers."""

from __future__ import annotations

import getpass
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import typer

from hall import private
from hall.access import By, Operation, refuse
from hall.console import json_text, printable
from hall.database_url import with_password
from hall.errors import SettingsError
from hall.invisible import is_unseen

if sys.platform != "win32":
    import pwd

if TYPE_CHECKING:
    from hall.settings import Settings
    from hall.store import Reader, Store, UnitOfWork

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Session:
    """The global options of one command, and what follows from them."""

    config: Path | None = None
    database: str | None = None
    json: bool = False
    password: str | None = field(default=None, repr=False)
    """The database's, when it was asked for."""
    login: str = ""
    """Of the person who acts; empty for the technician."""
    pin_stdin: bool = False
    """Whether that person's PIN is the first line of standard input."""

    def settings(self, file: Path | None = None, *, with_pack: bool = False, station: str = "") -> Settings:
        """The validated settings of ``file``, by default of ``config_file``; raises SettingsError.

        ``with_pack`` asks for the voice pack too that they name; ``station`` is another name for this machine.
        """
        from hall.settings import load_settings

        settings = load_settings(
            file or self.config, database=self.database, station=station or None, with_pack=with_pack
        )
        if self.password is None:
            return settings
        if settings.database_url.startswith("sqlite"):
            raise SettingsError(
                [f"--password-prompt: the database of {settings.path} is a file, which has no password"]
            )
        return replace(settings, database_url=with_password(settings.database_url, self.password))

    def notes(self) -> tuple[str, ...]:
        """What a technician should know of the configuration: a readable password, old names of settings."""
        settings = self.settings()
        wide = private.complaint(secret_files(settings))
        return (*settings.warnings, *((wide,) if wide else ()))

    @contextmanager
    def store(self, *, first: bool = False) -> Iterator[Store]:
        """The hall's database, open as long as the block runs.

        Only a command that may be the ``first`` one of a new hall makes SQLite ready, as a program at its start; for
        all others a file that is not there was moved. Raises SettingsError and StoreUnavailable.
        """
        settings = self.settings()
        from hall.store import start_store, visit_store

        url = settings.database_url
        with closing(start_store(url, settings.structure) if first else visit_store(url)) as store:
            yield store

    def pin(self, given: str = "") -> str:
        """The PIN of the person of ``--as``, asked for when it was not ``given``; empty for the technician. Raises
        typer.BadParameter."""
        return _pin_of(given, from_stdin=self.pin_stdin and not given, again=False) if self.login else ""

    def other_pin(self, given: str, *, from_stdin: bool, again: bool = True) -> str:
        """A PIN that a command is about: given, the next line of standard input, or typed. Raises as ``pin``."""
        return _pin_of(given, from_stdin=from_stdin or (self.pin_stdin and not given), again=again)

    def by(self, store: Store, request_id: str = "", *, pin: str = "", station: str = "") -> By:
        """Who acts, under the given request id or a new one: the technician, by the operating system's login, or the
        person of ``--as``, whose ``pin`` is asked for when it was not given.

        Raises typer.BadParameter, and Refused as ``Store.check_pin`` does.
        """
        request = request_id or uuid4().hex
        if not self.login:
            return By.technician(os_login(), request_id=request, station=station)
        user = store.check_pin(self.login, self.pin(pin), station=self.settings().station_name)
        by = By.staff(user.role, user.login, agency=user.agency, os_login=os_login())
        return replace(by, request_id=request, station=station)

    def fetch(self, job: Callable[[Reader], T]) -> T:
        """What ``job`` reads on one snapshot, of what the person of ``--as`` may see."""
        with self.reading() as (_, view):
            return job(view)

    @contextmanager
    def reading(self) -> Iterator[tuple[Store, Reader]]:
        """The hall's database and a reader of what the person of ``--as`` may see, the technician of everything; raises
        as ``store`` and ``by`` do."""
        with self.store() as store, store.read(self.by(store)) as view:
            yield store, view

    @contextmanager
    def acting(
        self, request_id: str = "", *, pin: str = "", may: Operation | None = None, first: bool = False
    ) -> Iterator[tuple[Store, By]]:
        """The hall's database, for the ``first`` command as in ``store``, and who acts; raises as ``store`` and ``by``
        do.

        Whoever may not do ``may`` is refused at once: before what was typed is looked at, or a PIN is hashed.
        """
        with self.store(first=first) as store:
            by = self.by(store, request_id, pin=pin)
            if may is not None:
                refuse(by, may)
            yield store, by

    def write(self, job: Callable[[UnitOfWork, By], T], request_id: str = "", *, pin: str = "") -> T:
        """Do one unit of work as whoever acts."""
        with self.acting(request_id, pin=pin) as (store, by):
            return store.run(lambda work: job(work, by))

    def technician_only(self, command: str) -> None:
        """Raises typer.BadParameter when somebody else is to act than the technician."""
        if self.login:
            raise typer.BadParameter(f"`hall {command}` is the technician's; leave --as out")

    def answer(self, document: Mapping[str, Any], lines: Sequence[str]) -> None:
        """Print ``document`` as JSON when asked for, else the ``lines`` for a person."""
        text = json_text(document) if self.json else printable("\n".join(lines))
        # In one piece: who reads only the first line may be gone before the second is written.
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def secret_files(settings: Settings) -> list[Path]:
    """The configuration, when the password of the database stands in it."""
    secret = urlsplit(settings.database_url).password
    with suppress(OSError):
        file = settings.path.absolute()
        return [file] if secret and secret in file.read_text("utf-8", "replace") else []
    return []


def asked_password() -> str:
    """The password of the database, typed without being shown. Raises typer.BadParameter without a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("--password-prompt needs a terminal; PGPASSFILE names a file with the password")
    return str(typer.prompt("Password of the database", hide_input=True, err=True))


def _pin_of(given: str, *, from_stdin: bool, again: bool = True) -> str:
    """The PIN that was given, read from the first input line, or typed without being shown (twice with ``again``).

    Raises typer.BadParameter.
    """
    if given and from_stdin:
        raise typer.BadParameter("give the PIN by --pin or by --pin-stdin, not both")
    if given:
        return given
    if from_stdin:
        line = sys.stdin.readline().strip() if sys.stdin is not None else ""
        if not (line and line.isprintable()):
            raise typer.BadParameter(
                "the first input line is no text" if line else "no PIN came; standard input has no line for it"
            )
        return line
    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("without a terminal the PIN comes by --pin-stdin or --pin")
    first: str = typer.prompt("PIN", hide_input=True, err=True)
    if again and typer.prompt("PIN again", hide_input=True, err=True) != first:
        raise typer.BadParameter("the two PINs differ; nothing was changed")
    return first


class Commands(typer.Typer):
    """Commands whose first parameter is the session of their run, which typer does not know."""

    def command(self, *names: Any, **options: Any) -> Callable[[F], F]:
        register = super().command(*names, **options)

        def add(command: F) -> F:
            register(_given_its_session(command))
            return command

        return add


def _given_its_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command as typer calls it: with a context, which holds the session that the application's callback made."""

    @wraps(command)
    def run(context: typer.Context, **words: Any) -> Any:
        return command(context.find_root().obj, **words)

    _session, *options = inspect.signature(command, eval_str=True).parameters.values()
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    run.__signature__ = inspect.Signature([context, *options])  # type: ignore[attr-defined]
    return run


def os_login() -> str:
    """The operating system's user, as the history records it: by the uid, for LOGNAME can be set by anybody."""
    try:
        if sys.platform == "win32":
            name = getpass.getuser()
        else:
            name = pwd.getpwuid(os.getuid()).pw_name
    except (KeyError, OSError):  # a container's user may have no name
        name = os.environ.get("LOGNAME", "")
    # A name may hold anything, bytes that are no text too.
    return "".join("?" if is_unseen(sign) else sign for sign in name.strip())[:_LONGEST_NAME] or "unknown"


_LONGEST_NAME = 40
