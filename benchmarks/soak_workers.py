"""The processes of a soak: issuers, callers and feeds that may be killed at any time and go on where they were.

Each worker has a folder of its own: ``pending`` holds the request that it is about to send, written before it is sent;
``done`` one line per answer. A worker that was killed sends its pending request again, with the same id.
"""

from __future__ import annotations

import json
import os
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hall.access import By
from hall.errors import Refused, StoreUnavailable

STEP = 0.5
"""How long a caller rests when nobody waits, in seconds."""
RETRY = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Growing pauses while the database is away, in seconds."""


@dataclass(frozen=True)
class Post:
    """Where one worker works: its folder, the database, its seed, and the flag that issuing has ended."""

    folder: Path
    url: str
    name: str
    flag: Path
    clock: Path | None = None

    def issuing_ended(self) -> bool:
        """Whether no more numbers will come."""
        return self.flag.exists()


class ShiftedClock:
    """The machine's clock, put off by the seconds that are in a file: a clock that somebody sets.

    libfaketime would do it for whole processes, but under it ``time.sleep`` fails with EINVAL when the clock goes back.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """The false time in UTC."""
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text() or 0))


class Journal:
    """What a worker was doing and what it has done, on disk next to it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._pending = folder / "pending"
        self._done = os.open(folder / "done", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        text = (folder / "done").read_text().splitlines()
        # A line that the kill cut in half has no end, and its request is still pending; one whose worker was killed
        # before it took the request out of ``pending`` stands twice.
        self.count = len({json.loads(line)["id"] for line in text if line.endswith("}")})
        self.cut_short = self._pending.exists()

    def pending(self) -> dict[str, Any] | None:
        """The request that was cut short, if any."""
        try:
            found: dict[str, Any] = json.loads(self._pending.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return found

    def begin(self, what: str, **arguments: Any) -> dict[str, Any]:
        """Write down what is about to be sent."""
        request = {"what": what, "id": uuid.uuid4().hex, "arguments": arguments}
        scratch = self._pending.with_suffix(".new")
        scratch.write_text(json.dumps(request))
        scratch.replace(self._pending)
        return request

    def end(self, request: dict[str, Any], answer: Any, *, tries: int, away: float) -> None:
        """Write down the answer; the request is no longer pending."""
        line = {"what": request["what"], "id": request["id"], "answer": answer, "tries": tries, "away": round(away, 3)}
        os.write(self._done, b"\n" + json.dumps({**line, "resumed": self.cut_short}).encode())
        self.cut_short = False
        self.count += 1
        self._pending.unlink(missing_ok=True)


def _patient_store(post: Post) -> Any:
    from hall.store import open_store

    clock = None if post.clock is None else ShiftedClock(post.clock)
    for attempt in range(200):
        try:
            return open_store(post.url, clock)
        except StoreUnavailable:
            time.sleep(RETRY[min(attempt, len(RETRY) - 1)])
    raise StoreUnavailable("the database did not come back")


def _send(store: Any, journal: Journal, request: dict[str, Any], job: Callable[[Any], Any]) -> Any:
    """Send a request until it is answered; a refusal is an answer."""
    began, tries = time.monotonic(), 0
    while True:
        tries += 1
        try:
            answer = store.run(job)
        except Refused as refusal:
            journal.end(request, {"refused": refusal.code}, tries=tries, away=time.monotonic() - began)
            return None
        except StoreUnavailable:
            time.sleep(RETRY[min(tries - 1, len(RETRY) - 1)])
            continue
        code = getattr(getattr(answer, "ticket", answer), "code", None)
        journal.end(request, code, tries=tries, away=time.monotonic() - began if tries > 1 else 0.0)
        return answer


def issuer(post: Post, prefixes: tuple[str, ...], wanted: int, pause: float) -> None:
    """Give ``wanted`` numbers in all (0: until issuing ends), one every ``pause`` seconds."""
    journal, store = Journal(post.folder), _patient_store(post)
    chance = random.Random(f"{post.name}-{journal.count}")  # noqa: S311
    while (not wanted or journal.count < wanted) and not post.issuing_ended():
        request = journal.pending()
        if request is None:
            request = journal.begin("issue", service=chance.choice(prefixes), priority=chance.random() < 0.2)
        asked = request["arguments"]

        def job(work: Any, asked: dict[str, Any] = asked, key: str = request["id"]) -> Any:
            return work.tickets.issue(
                asked["service"], By.technician(post.name, request_id=key), priority=asked["priority"]
            )

        _send(store, journal, request, job)
        if pause:
            time.sleep(pause * chance.uniform(0.5, 1.5))


def caller(post: Post, counter: str, pause: float) -> None:
    """Call at one counter until issuing has ended and nobody waits, with everything that clerks do in between."""
    journal, store = Journal(post.folder), _patient_store(post)
    chance = random.Random(f"{post.name}-{journal.count}")  # noqa: S311
    empty = 0
    while empty < 5:
        request = journal.pending() or journal.begin("call_next")
        answer = _send(store, journal, request, _step(request, counter, post.name))
        if request["what"] != "call_next":
            continue
        if answer is None:
            ended = post.issuing_ended()
            empty = empty + 1 if ended else 0
            time.sleep(0.1 if ended else STEP)
            continue
        empty = 0
        _visit(store, journal, chance, counter, post.name, answer.ticket.id)
        if pause:
            time.sleep(pause * chance.uniform(0.5, 1.5))


def _visit(store: Any, journal: Journal, chance: random.Random, counter: str, actor: str, ticket_id: int) -> None:
    """One of the ways that a visit goes; most often the next call ends it."""
    ways: tuple[tuple[float, tuple[str, ...]], ...] = (
        (0.70, ()),
        (0.10, ("serve", "finish")),
        (0.04, ("no_show",)),
        (0.03, ("no_show", "return_late")),
        (0.03, ("recall", "serve")),
        (0.03, ("hold", "release")),
        (0.03, ("undo",)),
        (0.02, ("serve", "undo")),
        (0.02, ("transfer",)),
    )
    (way,) = chance.choices([steps for _, steps in ways], [share for share, _ in ways])
    for what in way:
        request = journal.begin(what, ticket=ticket_id)
        _send(store, journal, request, _step(request, counter, actor))


def _step(request: dict[str, Any], counter: str, actor: str) -> Callable[[Any], Any]:
    what, key, ticket = request["what"], request["id"], request["arguments"].get("ticket")
    on_ticket = {"release", "return_late"}

    def job(work: Any) -> Any:
        by = By.technician(actor, request_id=key)
        if what in on_ticket:
            return getattr(work.tickets, what)(ticket, by)
        more: dict[str, Any] = {}
        if what == "hold":
            more["reason"] = "soak"
        if what == "transfer":
            # To any counter's queue: the hall of the soak has its services at every counter.
            more["service"] = f"S{1 + int(key, 16) % 8}"
        return getattr(work.counter(counter, by), what)(**more)

    return job


def feed(post: Post) -> None:
    """Listen to the change feed as a program does, and count what it brings."""
    from hall.store.database.feed import open_feed

    post.folder.mkdir(parents=True, exist_ok=True)
    source, seen = open_feed(post.url), dict.fromkeys(("changed", "lost", "restored"), 0)
    report = post.folder / "seen"
    while not (post.issuing_ended() and (post.flag.with_name("stop")).exists()):
        news = source.wait(1.0).value
        if news in seen:
            seen[news] += 1
            report.write_text(json.dumps(seen))
