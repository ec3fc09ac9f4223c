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
from hall.wording import counted
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.structure import HallStructure
    from hall.voice.recording.from_files import Outcome
    from hall.voice.recording.judging import Judgement
    from hall.voice.recording.prompts import Prompt
    from hall.voice.recording.sitting import Sitting

INCOMPLETE = 3


def record(
    session: Session,
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of the pack, new or to be gone on with.")],
    language: Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="id, en or another.")] = "",
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
    sitting = open_sitting(pack, language, structure=hall_of(session))
    if source is None:
        _at_the_microphone(sitting, device)
        _finish(session, sitting, (), ())
    else:
        _take_in(session, sitting, source, _asker(yes))


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
    document: dict[str, Any] = {
        "folder": str(folder),
        "words": count,
        "recorded": count - len(left),
        "left": [str(one.clip) for one in left],
        "missing": missing,
        "takes": [_document(one) for one in outcomes if one.there],
    }
    last = f"{folder}: {count - len(left)} of {counted(count, 'word', 'words')} recorded"
    last += f", {len(missing)} that this hall needs are left: `hall voice record {folder}` goes on." if missing else "."
    session.answer(document, [*lines, last])
    if missing:
        raise typer.Exit(INCOMPLETE)


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
