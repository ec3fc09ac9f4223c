"""Whether people find a service by what they say for it, and how long a key takes.

    python -m benchmarks.finding              the shares, and the time of a key
    python -m benchmarks.finding --missed     and every misspelled phrase whose service is not the first hit
    python -m benchmarks.finding --phrases F  other phrases, of a file of the same form

Each phrase is typed right, and misspelled by a seeded typist in six ways.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.finding import Index, Subject
from hall.finding.spelling import near
from hall.settings.load import load_settings
from hall.structure import HallStructure

ROOT = Path(__file__).parents[1]
PHRASES = ROOT / "tests" / "hall" / "everyday_phrases.toml"
SEED = 19
_VOWELS = {"a": "e", "e": "a", "i": "e", "u": "o", "o": "u"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What somebody says, and the service that it is: the names of its agency and its own."""

    text: str
    agency: str
    service: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A phrase as it was typed, in which way, and the place of its service among the hits, from 1; 0 for none."""

    phrase: Phrase
    way: str
    text: str
    place: int
    first: str


def _positions(text: str, wanted: Callable[[str], bool] = str.isalpha) -> list[int]:
    return [at for at, sign in enumerate(text) if wanted(sign)]


def missing(text: str, chance: random.Random) -> str:
    """A letter is left out."""
    at = chance.choice(_positions(text))
    return text[:at] + text[at + 1 :]


def doubled(text: str, chance: random.Random) -> str:
    """A letter comes twice."""
    at = chance.choice(_positions(text))
    return text[: at + 1] + text[at:]


def transposed(text: str, chance: random.Random) -> str:
    """Two letters have changed places."""
    pairs = [at for at in _positions(text) if text[at + 1 : at + 2].isalpha() and text[at] != text[at + 1]]
    at = chance.choice(pairs or [0])
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def neighbour(text: str, chance: random.Random) -> str:
    """The key beside the one that was meant."""
    at = chance.choice(_positions(text))
    return text[:at] + chance.choice(sorted(near(text[at].lower()))) + text[at + 1 :]


def vowel(text: str, chance: random.Random) -> str:
    """A vowel as people write it: e for a, e for i, o for u."""
    places = _positions(text, lambda sign: sign.lower() in _VOWELS)
    if not places:
        return missing(text, chance)
    at = chance.choice(places)
    return text[:at] + _VOWELS[text[at].lower()] + text[at + 1 :]


def space(text: str, chance: random.Random) -> str:
    """A space is missing, or one is in a word."""
    spaces = _positions(text, str.isspace)
    inside = [at for at in _positions(text) if text[at - 1 : at].isalpha()]
    if spaces and (chance.random() < 0.5 or not inside):
        at = chance.choice(spaces)
        return text[:at] + text[at + 1 :]
    at = chance.choice(inside)
    return f"{text[:at]} {text[at:]}"


WAYS: tuple[Callable[[str, random.Random], str], ...] = (missing, doubled, transposed, neighbour, vowel, space)


def subjects_of(structure: HallStructure) -> Iterator[Subject]:
    """The services of a hall; the id of each is the names of its agency and its own."""
    agencies = {agency.id: agency for agency in structure.agencies}
    for service in structure.services:
        agency = agencies[service.agency]
        yield Subject(
            f"{agency.name}: {service.name}",
            service.name,
            service.name_en,
            service.words,
            (agency.name, agency.name_en),
            (*agency.words, agency.full_name),
        )


def sample_index() -> Index:
    """The index of the sample hall."""
    structure = load_settings(ROOT / "config.toml").structure
    assert structure is not None, "the sample describes a hall"
    return Index(subjects_of(structure))


def phrases_in(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a file."""
    rows = tomllib.loads(path.read_text("utf-8"))["phrase"]
    return tuple(Phrase(row["text"], row["agency"], row["service"]) for row in rows)


def typed(index: Index, phrases: Sequence[Phrase], *, seed: int = SEED) -> tuple[Typed, ...]:
    """Each phrase, misspelled once in each way."""
    chance = random.Random(seed)  # noqa: S311 - mistakes, no secrets
    return tuple(_asked(index, phrase, way.__name__, way(phrase.text, chance)) for phrase in phrases for way in WAYS)


def right(index: Index, phrases: Sequence[Phrase]) -> tuple[Typed, ...]:
    """Each phrase as it is."""
    return tuple(_asked(index, phrase, "right", phrase.text) for phrase in phrases)


def _asked(index: Index, phrase: Phrase, way: str, text: str) -> Typed:
    hits = [hit.id for hit in index.find(text, "id").hits]
    wanted = f"{phrase.agency}: {phrase.service}"
    return Typed(phrase, way, text, hits.index(wanted) + 1 if wanted in hits else 0, "; ".join(hits[:3]))


def share(found: Sequence[Typed], within: int) -> float:
    """The share of what was typed whose service is among the first ``within`` hits."""
    return sum(0 < one.place <= within for one in found) / len(found)


def key_times(index: Index, phrases: Sequence[Phrase]) -> list[float]:
    """Milliseconds of the processor that each key takes, for the phrases typed letter by letter."""
    times = []
    for phrase in phrases:
        for end in range(1, len(phrase.text) + 1):
            start = time.process_time()
            index.find(phrase.text[:end], "id")
            times.append((time.process_time() - start) * 1000)
    return sorted(times)


def main() -> None:
    """Print the shares and the times."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.finding", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--phrases", type=Path, default=PHRASES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    index = sample_index()
    print(f"index built in {(time.perf_counter() - begun) * 1000:.0f} ms, with the settings")
    phrases = phrases_in(options.phrases)
    mistyped = typed(index, phrases, seed=options.seed)
    for name, asked in (("right", right(index, phrases)), ("misspelled", mistyped)):
        print(f"{name}: {len(asked)} typed, first {share(asked, 1):.1%}, among three {share(asked, 3):.1%}")
    for way in WAYS:
        of_way = [one for one in mistyped if one.way == way.__name__]
        print(f"  {way.__name__}: first {share(of_way, 1):.1%}, among three {share(of_way, 3):.1%}")
    times = key_times(index, phrases)
    print(f"a key: median {statistics.median(times):.2f} ms, 99 of 100 {times[len(times) * 99 // 100]:.2f} ms, "
          f"longest {times[-1]:.2f} ms ({len(times)} keys)")  # fmt: skip
    for one in (*right(index, phrases), *mistyped) if options.missed else ():
        if one.place != 1:
            print(
                f"  {one.way:10} {one.text!r} ({one.phrase.text!r}): {one.phrase.service} at {one.place}; {one.first}"
            )


if __name__ == "__main__":
    main()
