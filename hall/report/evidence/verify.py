"""Recompute every figure of this pack from its events: python3 verify.py. Exit code 1 when something differs.

Python 3.9 or newer and nothing else. It shares no code with the programs of the hall: README.txt has the definitions.
"""

import csv
import hashlib
import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from pathlib import Path

COUNTS = ["issued", "served", "not_served", "left", "no_show", "cancelled", "waiting", "assumed", "kept", "out_of_turn"]
MAPS, BOOKED = ["broken", "offered", "obstacles", "waits", "takes", "arrivals"], ["booked", "kept", "early", "late", "lapsed", "cancelled"]
KEYS = {"service": 2, "counter": 2, "presence": 1, "booking": 1}  # how many columns after the date name a row
CALLS, BY_ITSELF, HERE = ("call_next", "call_number", "recall"), ("assumed", "next_assumed"), ("called", "serving")
TIMES = ("issued_at", "serving_at", "ended_at", "directed_until")
SETS = {**dict.fromkeys(CALLS[:2], {"counter_id": "counter", "serving_at": ""}), "serve": {"serving_at": "at"},
        **dict.fromkeys(("finish", "no_show", "cancel", "expire"), {"ended_at": "at"})}
"""What an action sets in the row of its number, besides what its event states: to what the event has, or to nothing."""

def when(text):
    return datetime.fromisoformat(text) if text else None

def seconds(first, last):
    """From one time to another, each without its fraction of a second; None when one is not known."""
    return int(last.timestamp() // 1) - int(first.timestamp() // 1) if first and last else None

class Number:
    """One number, as its events tell it. ``steps`` are the events that can be taken back, with the row before each,
    ``stays`` where it was: [since, until, at which counter, waiting for what, until then, and for what from then on]."""
    def __init__(self):
        self.state, self.joined, self.assumed, self.ended_by, self.row = "", False, False, "", {}
        self.calls, self.stays, self.steps = [], [], []

    def take(self, event):
        action = event["action"]
        if not self.state:
            self.row["issued_at"] = event["at"]
        elif action != "undo":
            self.act(action, event)
        elif self.steps:
            undone, self.row = self.steps.pop()
            while undone["action"] in CALLS and self.calls and self.calls.pop() is not undone:
                pass
            self.assumed = self.assumed and undone["detail"] not in BY_ITSELF
        stated = json.loads(event["stated"] or "{}")
        self.row.update({name: when(value) if name in TIMES else value for name, value in stated.items()})
        self.row["service_id"], self.state, self.ended_by = event["service"], event["to"], event["actor"]
        self.joined = self.joined or self.state == "waiting"
        sent, place = self.row.get("directed_to"), (self.row.get("counter_id") or "") if self.state in HERE else ""
        alone = (">" + sent, self.row.get("directed_until")) if sent and not place else (event["service"], None)
        self.stay(event["at"], (place, *alone, event["service"]) if self.state in (*HERE, "waiting") else None)

    def act(self, action, event):
        if action not in ("recall", "not_begun"):
            self.steps.append((event, dict(self.row)))
        self.row.update({name: event[source] if source else None for name, source in SETS.get(action, {}).items()})
        if action == "finish":
            how = event["detail"].split("|") if "|" in event["detail"] else ["served"]
            self.row.update(zip(("outcome", "obstacle_id"), how))
        self.calls.extend([event] if action in CALLS else [])
        if action in CALLS or action in ("serve", "finish"):
            self.assumed = event["detail"] in BY_ITSELF or (self.assumed and action == "finish")

    def stay(self, at, place):
        going_on = self.stays[-1] if self.stays and not self.stays[-1][1] else None
        if going_on and place != tuple(going_on[2:]):
            going_on[1] = max(at, going_on[0])
        if place and not (going_on and not going_on[1]):
            self.stays.append([at, None, *place])

def minutes(all_of, none_of=(), unit=timedelta(minutes=1)):
    """How long at least one span of each list goes on and none of the others: counted from edge to edge."""
    edges = [(at, step, place) for place, spans in enumerate([*all_of, *none_of]) for first, last in spans if first < last
             for at, step in ((first, 1), (last, -1))]
    going, total, since = [0] * (len(all_of) + len(none_of)), timedelta(), None
    for at, step, place in sorted(edges):
        if since and all(going[: len(all_of)]) and not any(going[len(all_of) :]):
            total += at - since
        going[place] += step
        since = at
    return total // unit

class Day:
    """One business day, added up into rows by kind and key."""
    def __init__(self, pack, day, terms):
        self.opened, self.closed, self.terms = when(day["opened_at"]), when(day["closed_at"]), terms
        self.hours = {key: [(when(a), when(b)) for a, b in spans] for key, spans in day["hours"].items()}
        self.rows, numbers, self.seats = {kind: {} for kind in KEYS}, defaultdict(Number), defaultdict(list)
        for event in pack.lines("events/%s.csv" % day["date"]):
            event["at"] = when(event["at"])
            numbers[event["number"]].take(event)
        self.offers = {line["number"]: line["offer"] for line in pack.lines("offers/%s.csv" % day["date"])}
        self.numbers = {key: one for key, one in numbers.items() if one.state != "printing" and (
                        one.state != "cancelled" or (one.joined and one.row.get("outcome") != "withdrawn"))}
        self.called = sorted((call["service"], call["at"], key) for key, one in self.numbers.items()
                             for call in one.calls if call["action"] != "recall")
        for line in pack.lines("shifts/%s.csv" % day["date"]):
            self.seats[line["counter"]].append((when(line["at"]), line["action"]))
        for key, one in self.numbers.items():
            self.count(key, one)
        for counter, services in terms["counters"].items():
            self.count_presence(counter, services)
        for line in pack.lines("bookings/%s.csv" % day["date"]):
            slot, came, terms_of = when(line["slot"]), when(line["checked_in"]), lambda name: timedelta(seconds=terms[name])
            late = "late" if came and came > slot + terms_of("booking_grace") else "kept"
            became = "early" if came and came < slot - terms_of("booking_lead") else late
            for name in ("booked", became if came else "cancelled" if line["state"] == "cancelled" else "lapsed"):
                self.rows["booking"].setdefault((line["service"],), dict.fromkeys(BOOKED, 0))[name] += 1

    def count(self, key, one):
        row, issued = one.row, one.row["issued_at"]
        nothing = {**dict.fromkeys(COUNTS, 0), **{name: Counter() for name in MAPS}}
        mine = self.rows["service"].setdefault((row["service_id"], "01"[row.get("priority") is True]), nothing)
        became = {"done": "served" if row.get("outcome") == "served" else "not_served", "no_show": "no_show",
                  "cancelled": "left" if row.get("ended_at") == self.closed else "cancelled"}.get(one.state, "waiting")
        first = min((call["at"] for call in one.calls), default=None)
        waited, took = seconds(issued, first), seconds(row.get("serving_at"), row.get("ended_at"))
        mine["issued"] += 1
        mine[became] += 1
        mine["out_of_turn"] += any(c["action"] == "call_number" and c["from"] == "waiting" for c in one.calls)
        mine["arrivals"][str(issued.hour * 2 + issued.minute // 30)] += 1
        mine["waits"].update([] if waited is None else [str(max(0, waited // 60))])
        mine["offered"].update([self.offers[key]] if key in self.offers else [])
        if one.state == "done":
            mine["assumed"] += one.assumed
            mine["obstacles"].update([row["obstacle_id"]] if row.get("obstacle_id") else [])
            self.judge(key, row, (issued, first), (waited or 0, took or 0), mine)
        tables = [mine]
        if one.state in ("done", "no_show") and row.get("counter_id"):
            clerk = one.ended_by if self.terms["clerks"] and one.ended_by.startswith("clerk-") else ""
            nothing = {"served": 0, "not_served": 0, "no_show": 0, "takes": Counter()}
            tables.append(self.rows["counter"].setdefault((row["counter_id"], clerk), nothing))
            tables[1][became] += 1
        for table in tables if one.state == "done" and took is not None else ():
            table["takes"][str(max(0, took // 60))] += 1

    def judge(self, key, row, wait, spent, mine):
        """Whether the promise was kept, and why not."""
        most = self.terms["promises"].get(row["service_id"])
        if most is None or (spent[0] <= most[0] and spent[1] <= most[1]):
            mine["kept"] += most is not None
            return
        why = "obstacle" if row.get("obstacle_id") else "unknown"
        if why == "unknown" and spent[0] > most[0]:
            first, last = bisect_left(self.called, (row["service_id"], wait[0])), (row["service_id"], wait[1], "~")
            between = self.called[first : bisect_right(self.called, last)]
            why = "queue" if any(other != key for _, _, other in between) else "unknown"
            alone = minutes([[wait]], [self.attended(row["service_id"], wait[1])], timedelta(microseconds=1))
            why = "break" if alone and spent[0] - alone / 1e6 <= most[0] else why
        mine["broken"][why] += 1

    def attended(self, service, last):
        for counter, services in self.terms["counters"].items():
            lines = sorted(self.seats[counter], key=lambda line: line[0]) if service in services else []
            for place, (at, action) in enumerate(lines):
                if action in ("sign_in", "move", "resume"):
                    yield at, lines[place + 1][0] if place + 1 < len(lines) else last

    def count_presence(self, counter, services):
        there, breaks, state, since, hours = [], [], None, self.opened, self.hours.get(counter, [])
        follows = {"sign_in": there, "move": there, "resume": there, "pause": breaks, "sign_out": None}
        for at, action in [*self.seats[counter], (self.closed, "")]:
            at = min(max(at, since), self.closed)
            if state is not None and since < at:
                state.append((since, at))
            state, since = follows.get(action, state), at
        calls = [c["at"] for one in self.numbers.values() for c in one.calls if c["counter"] == counter]
        busy, for_it = [], []
        for since, until, place, what, then, service in (stay for one in self.numbers.values() for stay in one.stays):
            until = until or self.closed
            then = max(since, min(until, then)) if then else until
            busy.extend([(since, until)] if place == counter else [])
            for_it.extend([(since, then)] if not place and what in (*services, ">" + counter) else [])
            for_it.extend([(then, until)] if not place and service in services else [])
        if hours or calls or there or breaks:
            self.rows["presence"][counter,] = {
                "scheduled": minutes([hours]), "open": minutes([there, hours]), "breaks": minutes([breaks]),
                "idle": minutes([there, for_it], [busy]),
                "begins": min((a for a, _ in hours), default=None), "first_call": min(calls, default=None),
            }

class Pack:
    def __init__(self, folder):
        self.folder, self.wrong, self.cells = folder, [], 0

    def attempt(self, name, step, *given):
        try:
            return step(*given)
        except (AttributeError, IndexError, KeyError, OSError, TypeError, ValueError, csv.Error) as error:
            self.wrong.append("%s cannot be recomputed: %s %s" % (name, type(error).__name__, error))
            return {}

    def json(self, name):
        return self.attempt(name, lambda: json.loads((self.folder / name).read_text("utf-8")))

    def table(self, name):
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def lines(self, name):
        head, *lines = self.table(name)
        for place, cells in enumerate(lines, 2):
            if hashlib.sha256("\t".join(cells[:-1]).encode()).hexdigest()[:16] != cells[-1]:
                self.wrong.append("%s row %d: changed after it was packed: %s" % (name, place, ",".join(cells)))
            yield dict(zip(head, cells))

    def compare(self, file, row, column, packed, value):
        """One cell, as text, with what it should be."""
        self.cells += 1
        value = json.dumps(dict(sorted(value.items(), key=lambda one: (len(one[0]), one[0])))) if isinstance(value, dict) else value
        value = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
        if packed != value:
            self.wrong.append("%s row %s column %s: packed %s, recomputed %s" % (file, row, column, packed, value))

    def files(self):
        told = self.json("manifest.json").get("files", {})
        there = {path.relative_to(self.folder).as_posix(): path for path in self.folder.rglob("*") if path.is_file()}
        for name in sorted({*told, *there} - {"manifest.json"}):
            found = hashlib.sha256(there[name].read_bytes()).hexdigest() if name in there else "missing"
            if found != told.get(name):
                self.wrong.append("%s: SHA-256 is not the manifest's: packed %s, found %s" % (name, told.get(name), found))

    def aggregates(self, kind, days):
        file = "aggregates/%s.csv" % kind
        expected = {(day, *key): row for day, rows in days.items() for key, row in rows[kind].items()}
        head, *lines = self.table(file)
        for place, cells in enumerate(lines, 2):
            row = expected.pop(tuple(cells[: 1 + KEYS[kind]]), None)
            if row is None:
                self.wrong.append("%s row %d: no event makes this row: %s" % (file, place, ",".join(cells)))
            for column, packed in zip(head[1 + KEYS[kind] :], cells[1 + KEYS[kind] :] if row else ()):
                self.compare(file, place, column, packed, row[column])
        self.wrong.extend("%s: the row of %s is missing" % (file, ", ".join(key)) for key in expected)

    def report(self, key, days, names):
        """A report: its CSV files say the same as its JSON, and what can be counted again is."""
        for block in self.json("reports/%s.json" % key)["blocks"]:
            file, rows = "reports/%s/%s.csv" % (key, block.get("key")), block.get("rows", ())
            head, *lines = self.table(file) if block["type"] == "table" else [[]]
            for place, (cells, row) in enumerate(zip_longest(lines, rows, fillvalue={"level": None, "cells": {}}), 2):
                values = [row["level"], *row["cells"].values()]
                for column, cell, value in zip_longest(head, cells, values):
                    self.compare(file, place, column, cell, cell if cell == "'%s" % value else value)
            for place, column, packed, value in counted(block, days, names):
                self.compare("reports/%s.json" % key, "%s %d" % (block["key"], place), column, str(packed), value)

def measures(parts, booked):
    """What the rows of services and of bookings come to together, by the name that reports have for it."""
    found = {name: sum(part[name] for part in parts) for name in COUNTS}
    maps = {name: sum((part[name] for part in parts), Counter()) for name in MAPS}
    for name, table in (("wait", "waits"), ("take", "takes")):
        values = sorted(minute for key, count in maps[table].items() for minute in [int(key)] * count)
        for rank, share in (("median", 50), ("p90", 90), ("longest", 100)):
            found["%s_%s" % (name, rank)] = values[-(-share * len(values) // 100) - 1] if values else None
    found.update({"broken_" + why: maps["broken"][why] for why in ("obstacle", "break", "queue", "unknown")})
    found.update(broken=sum(maps["broken"].values()), offered=sum(maps["offered"].values()))
    found.update(judged=found["kept"] + found["broken"], booked=sum(part["booked"] for part in booked))
    found.update({"booking_" + name: sum(part[name] for part in booked) for name in BOOKED[1:]})
    share = (Decimal(found["kept"]) / max(1, found["judged"])).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return {**found, "kept_share": share if found["judged"] else None}

def counted(block, days, names):
    """What a table of a report says of services, of agencies and of all: its row and column, that, and what it is."""
    heads, services = [column["key"] for column in block.get("columns", ())], names["services"]
    for place, row in enumerate(block["rows"], 1) if "service" in heads[:2] else ():
        level, label = row["level"], row["cells"]["service"]
        mine = {key for key, one in services.items() if level == "total" or label == (
            names["agencies"][one["agency"]] if level == "group" else one["text"])}
        rows = {kind: [(day, one) for day, rows in days.items() for key, one in rows[kind].items() if key[0] in mine]
                for kind in KEYS}
        found = measures([one for _, one in rows["service"]], [one for _, one in rows["booking"]])
        for column, packed in row["cells"].items():
            if column[:2] == "20" or column == "total":
                yield place, column, packed, sum(one["issued"] for day, one in rows["service"]
                                                 if column == "total" or day.startswith(column))
            elif column in found:
                yield place, column, "" if packed is None else packed, found[column]

def main():
    pack, days = Pack(Path(sys.argv[1] if len(sys.argv) > 1 else ".")), {}
    pack.attempt("manifest.json", pack.files)
    terms, names = pack.json("terms.json"), pack.json("names.json")
    for day in pack.json("days.json"):
        days[day["date"]] = pack.attempt(day["date"], lambda day=day: Day(pack, day, terms[day["terms"]]).rows)
    for kind in KEYS:
        pack.attempt("aggregates/%s.csv" % kind, pack.aggregates, kind, days)
    for path in sorted((pack.folder / "reports").glob("*.json")):
        pack.attempt("reports/" + path.name, pack.report, path.stem, days, names)
    print(*(pack.wrong or ["Everything is as its events say."]), sep="\n")
    print("%d days, %d figures compared, %d differences" % (len(days), pack.cells, len(pack.wrong)))
    return 1 if pack.wrong else 0

if __name__ == "__main__":
    sys.exit(main())
