"""The index of a hall's services: built once, asked at each key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hall.finding.folding import words_of
from hall.finding.marking import Titled, marked, spelled
from hall.finding.scoring import Postings, Scores
from hall.finding.subjects import Kind, Subject, phrases_of
from hall.finding.typed import Unit, units_of
from hall.finding.vocabulary import How, Vocabulary
from hall.wording import in_language


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that was found: its name in the language asked for with what matches in it; where nothing of the name
    does, ``because`` is the everyday word that led to it."""

    id: str
    how: How
    title: Titled
    because: Titled | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, best first; ``meant`` is what was typed as it is spelled, empty where it was spelled so."""

    hits: tuple[Hit, ...] = ()
    meant: str = ""


class Index:
    """Finds services by what people type; a change of the services is another index."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._subjects = tuple(subjects)
        phrases = [phrase for at, one in enumerate(self._subjects) for phrase in phrases_of(at, one)]
        self._postings = Postings(phrases, len(self._subjects))
        self._vocabulary = Vocabulary(self._postings.of)

    def find(self, text: str, language: str) -> Found:
        """The services that ``text`` may mean, best first; names in ``language``."""
        units = units_of(text, self._vocabulary)
        if not units:
            return Found()
        scores = Scores(self._postings, units, Kind.NAME_EN if language == "en" else Kind.NAME)
        ranked = scores.ranked()
        hits = tuple(self._hit(at, how, units, language, scores.best_phrase.get(at)) for at, how in ranked)
        return Found(hits, self._meant(units, ranked[0][0], scores.best_phrase) if hits else "")

    def _hit(self, at: int, how: How, units: Sequence[Unit], language: str, phrase: int | None) -> Hit:
        subject = self._subjects[at]
        title = marked(in_language(language, subject.name, subject.name_en), units)
        best = None if phrase is None else self._postings.phrases[phrase]
        said = None if best is None or best.kind is not Kind.SAID or title.spans else marked(best.text, units)
        return Hit(subject.id, how, title, said)

    def _meant(self, units: Sequence[Unit], at: int, best: dict[int, int]) -> str:
        subject = self._subjects[at]
        first = [self._postings.phrases[best[at]].text] if at in best else []
        texts = (*first, subject.name, *subject.words, subject.name_en, *subject.agency_names, *subject.agency_words)
        return spelled(units, [[text[word.start : word.end] for word in words_of(text)] for text in texts])
