"""`hall voice record`: a pack of what somebody says into a microphone, or has said into files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.config_file import config_file
from hall.console import tell
from hall.errors import VoiceError
from hall.folders import is_folder, is_there
from hall.private import quoted
from hall.text_tables import table
from hall.wording import counted
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.structure import HallStructure
    from hall.voice.recording.from_files import Outcome
    from hall.voice.recording.judging import Judgement
    from hall.voice.recording.language import Words
    from hall.voice.recording.prompts import Prompt
    from hall.voice.recording.sitting import Sitting

INCOMPLETE = 3


_WordsFile = Annotated[
    Path | None, typer.Option("--words", metavar="FILE", help="The words of --grammar: each with what is said; TOML.")
]


def record(
    session: Session,
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of the pack, new or to be gone on with.")],
    language: Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="id, en or another.")] = "",
    words: _WordsFile = None,
    grammar: Annotated[
        Path | None, typer.Option("--grammar", metavar="FILE", help="How the --language says numbers and calls; TOML.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FOLDER", help="Takes as WAV files with the clips' names.")
    ] = None,
    device: Annotated[
        str,
        typer.Option("--device", metavar="NAME", help="The microphone, or a part of its name."),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --from: keep doubtful takes without asking.")] = False,
) -> None:
    """Record a voice word by word; every accepted take is on the disk, so stop and go on on another day."""
    from hall.voice.recording.sitting import open_sitting

    if source is not None and not is_folder(source):
        raise VoiceError(f"{source} is no folder: --from names one with WAV files.")
    _write_language(pack, language, grammar, words)
    sitting = open_sitting(pack, language, structure=hall_of(session))
    if source is None:
        _at_the_microphone(sitting, device)
        _finish(session, sitting, (), ())
    else:
        _take_in(session, sitting, source, _asker(yes))


def _write_language(pack: Path, language: str, grammar: Path | None, words: Path | None) -> None:
    """Put a language of the hall's own into the pack. Raises typer.BadParameter and VoiceError."""
    from hall.voice.recording.language import write_language

    if grammar is None and words is None:
        return
    if not language:
        raise typer.BadParameter("--grammar and --words go with --language, the short name of the language")
    source = pack / f"{language}.toml" if grammar is None else grammar
    write_language(pack, language, source, words)


def needed_words(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A grammar, such as muna.toml or one of a pack.")],
    words: Annotated[
        Path | None, typer.Option("--words", metavar="FILE", help="Its words, where they are in a file of their own.")
    ] = None,
) -> None:
    """Say which words a grammar needs, how it says numbers, and what cannot be said or told apart."""
    from hall.voice.recording.language import words_of

    found = words_of(file, words, structure=hall_of(session))
    document: dict[str, Any] = {
        "language": found.grammar.language,
        "name": found.grammar.name,
        "words": dict(found.texts),
        "hall": list(found.hall),
        "missing": list(found.missing),
        "alike": list(found.alike),
        "unused": list(found.unused),
        "numbers": {str(number): said for number, said in found.samples.items()},
    }
    session.answer(document, _words_shown(found))
    if not found.good:
        raise typer.Exit(INCOMPLETE)


def _words_shown(found: Words) -> list[str]:
    """The words, numbers as they are said, and what is wrong, for a person."""
    rows = [(name, text, "yes" if name in found.hall else "") for name, text in found.texts.items()]
    samples = [f"{number}: {said}" for number, said in found.samples.items()]
    troubles = [
        *(f"without a text: {name}" for name in found.missing),
        *found.alike,
        *(f"never said: {name}" for name in found.unused),
    ]
    last = (
        f"{found.grammar.name}: {counted(len(found.texts), 'word', 'words')}, {len(found.hall)} of them for this hall"
    )
    good = "; every number from 1 to 999 can be said." if found.good else "."
    return [*table(("CLIP", "SAID", "HALL"), rows), "", *samples, "", *troubles, last + good]


def _at_the_microphone(sitting: Sitting, device: str) -> None:
    """Record word by word. Raises typer.BadParameter without a terminal, VoiceError without a microphone."""
    from queue import Queue

    from hallctl.recording.booth import Booth
    from hallctl.recording.events import Event, keyboard
    from hallctl.recording.microphone import Microphone

    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("a microphone needs somebody at a terminal; --from takes WAV files")
    events: Queue[Event] = Queue()
    microphone = Microphone(events, sitting.recordings.rate, device)
    try:
        with keyboard(events):
            Booth(sitting, microphone, events, tell).run()
    finally:
        microphone.close()


def _take_in(session: Session, sitting: Sitting, source: Path, asked: Callable[[Prompt, Judgement], bool]) -> None:
    from hall.voice.recording.from_files import take_in

    outcomes = list(take_in(sitting, source, asked))
    lines = [_line(number, len(outcomes), one) for number, one in enumerate(outcomes, 1) if one.there]
    _finish(session, sitting, lines, outcomes)


def _line(number: int, of: int, outcome: Outcome) -> str:
    said = " ".join(one.text for one in outcome.findings)
    state = "kept" if outcome.kept else "not kept"
    return f"{number:3} of {of}  {outcome.prompt.clip}: {state}{'. ' if said else ''}{said}"


def _finish(session: Session, sitting: Sitting, lines: Sequence[str], outcomes: Sequence[Outcome]) -> None:
    """Tell what is there and what is missing. Raises typer.Exit when a word of the hall is missing."""
    folder, count = sitting.recordings.folder, len(sitting.prompts)
    left = sitting.left
    missing = [str(one.clip) for one in left if one.needed]
    others = _other_languages(hall_of(session), folder)
    document: dict[str, Any] = {
        "folder": str(folder),
        "words": count,
        "recorded": count - len(left),
        "left": [str(one.clip) for one in left],
        "missing": missing,
        "other_languages": others,
        "takes": [_document(one) for one in outcomes if one.there],
    }
    named = quoted(folder)
    last = f"{folder}: {count - len(left)} of {counted(count, 'word', 'words')} recorded"
    last += f", {len(missing)} that this hall needs are left: `hall voice record {named}` goes on." if missing else "."
    hints = [f"The hall's calls are in {one} too: `hall voice record {named} --language {one}`." for one in others]
    session.answer(document, [*lines, last, *hints])
    if missing:
        raise typer.Exit(INCOMPLETE)


def _other_languages(structure: HallStructure | None, folder: Path) -> list[str]:
    """The languages of the hall's calls that the pack does not speak at all."""
    wanted = structure.hall.voice.languages if structure is not None else ()
    return [language for language in wanted if not (folder / f"{language}.toml").exists()]


def _document(outcome: Outcome) -> dict[str, Any]:
    return {
        "clip": str(outcome.prompt.clip),
        "kept": outcome.kept,
        "findings": [{"kind": one.kind, "grade": one.grade.name.lower(), "text": one.text} for one in outcome.findings],
    }


def _asker(yes: bool) -> Callable[[Prompt, Judgement], bool]:
    """Whether a doubtful take is kept: asked at a terminal, else as ``--yes`` says."""

    def ask(prompt: Prompt, judgement: Judgement) -> bool:
        from hall.voice.recording.judging import Grade

        if yes or sys.stdin is None or not sys.stdin.isatty():
            return yes
        doubts = " ".join(one.text for one in judgement.findings if one.grade is Grade.ASKED)
        return bool(typer.confirm(f"{prompt.clip}: {doubts} Keep it?", err=True))

    return ask


def hall_of(session: Session) -> HallStructure | None:
    """The hall of the configuration, None when none is named and none is found. Raises SettingsError."""
    if session.config is None and not is_there(config_file()):
        return None
    return session.settings().structure
