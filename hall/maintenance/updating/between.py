"""What one release asks of another: whether it can work with the database as it is, and to bring it up to date.

Each release answers ``hall --json update --step look|migrate``; these words and the names in the answers stay, because
a release of today will be asked by one of next year.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hall.errors import StoreUnavailable
from hall.maintenance.updating.environment import clean_environment, run
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import program
from hall.settings.load import DATABASE_VARIABLE
from hall.versions import parts


@dataclass(frozen=True, slots=True)
class Fit:
    """A release and a database: the ``version`` of the programs, the schema that they need and the newest that they
    know, the ``schema`` that the database has (empty for none), and the ``oldest`` version that may work with it."""

    version: str
    needs: str
    newest: str
    schema: str
    oldest: str

    @property
    def too_old(self) -> bool:
        """Whether the database is for newer programs only."""
        return parts(self.version) < parts(self.oldest)

    @property
    def works(self) -> bool:
        """Whether the programs can work with the database as it is."""
        return not self.too_old and self.needs <= self.schema

    def document(self) -> dict[str, object]:
        """As another release reads it."""
        return {**asdict(self), "works": self.works}


@dataclass(frozen=True, slots=True)
class Hall:
    """Which hall another release is asked about: its configuration and its database, whose password only the
    environment of the process holds."""

    config: Path
    database: str

    def environment(self) -> dict[str, str]:
        """That of the process which is asked."""
        return {**clean_environment(), DATABASE_VARIABLE: self.database}


def look(environment: Path, hall: Hall) -> Fit:
    """How the release in ``environment`` and the database go together. Raises UpdateRefused and StoreUnavailable."""
    said = _asked(environment, hall, "--step", "look")
    fields = ("version", "needs", "newest", "schema", "oldest")
    if not all(isinstance(said.get(name), str) for name in fields):
        raise UpdateRefused("not_well", f"The programs in {environment} give no answer that is understood.")
    return Fit(*(said[name] for name in fields))


def migrate(environment: Path, hall: Hall) -> str:
    """Let the release in ``environment`` bring the schema to what it needs; returns the one that the database has
    then. Raises UpdateRefused and StoreUnavailable."""
    return str(_asked(environment, hall, "--step", "migrate").get("schema", ""))


def works(environment: Path, hall: Hall) -> str:
    """Why the release in ``environment`` cannot work with the database as it is; empty when it can. One that does not
    know the question yet is asked for the state of the hall."""
    answer = _answer(environment, hall, "update", "--step", "look")
    if "error" not in answer:
        fit = Fit(*(str(answer.get(name, "")) for name in ("version", "needs", "newest", "schema", "oldest")))
        if fit.works:
            return ""
        return f"the database has schema {fit.schema}, for programs of version {fit.oldest} or newer"
    if answer["error"].get("code") == "usage":
        answer = _answer(environment, hall, "status")
    return str(answer["error"].get("message", "it gives no reason")) if "error" in answer else ""


def _asked(environment: Path, hall: Hall, *words: str) -> Mapping[str, Any]:
    answer = _answer(environment, hall, "update", *words)
    if "error" in answer:
        error = answer["error"]
        sentence = str(error.get("message", "no reason was given"))
        if error.get("code") == "unavailable":
            raise StoreUnavailable(sentence)
        raise UpdateRefused("not_well", f"The programs in {environment} answer: {sentence}")
    return answer


def _answer(environment: Path, hall: Hall, *words: str) -> dict[str, Any]:
    line = [program(environment, "hall"), "--config", hall.config.absolute(), "--json", *words]
    try:
        done = run(line, hall.environment())
        answer = json.loads(done.stdout)
    except (OSError, ValueError) as error:
        raise UpdateRefused("not_well", f"The programs in {environment} do not start ({error}).") from error
    if not isinstance(answer, dict):
        raise UpdateRefused("not_well", f"The programs in {environment} give no answer that is understood.")
    return answer
