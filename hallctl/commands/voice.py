"""`hall voice`: makes a voice pack, checks it for a hall, and says a call into a file; needs no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.config_file import config_file
from hall.errors import VoiceError
from hall.folders import is_there
from hall.forms import VoiceForm
from hall.identifiers import plain_of, same
from hall.numbering import code_of, readings, typed_code
from hall.text_tables import fields, table
from hall.wording import counted
from hallctl.commands.voice_record import hall_of, needed_words, record
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.structure import HallStructure
    from hall.voice import Pack, Utterance
    from hall.voice.engines import Engine

app = Commands(help="The voice: make a pack, check it, say a call into a file.", rich_markup_mode=None)

Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="LANGUAGE", help="id, en or another; may be given again.")
]
_DEFAULT_PACK = "by default the hall's, or the program's own."
PackFolder = Annotated[Path | None, typer.Option("--pack", metavar="FOLDER", help=f"Pack; {_DEFAULT_PACK}")]
PackArgument = Annotated[
    Path | None, typer.Argument(metavar="[PACK]", help=f"Folder of the pack; {_DEFAULT_PACK}", show_default=False)
]
INCOMPLETE = 3

app.command("record")(record)
app.command("words")(needed_words)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The pack to look at, what to call it, and the hall that it is for (None: no configuration describes one)."""

    folder: Path
    name: str
    structure: HallStructure | None

    @property
    def form(self) -> VoiceForm:
        """How the hall's calls are spoken."""
        return self.structure.hall.voice if self.structure is not None else VoiceForm()


@app.command("build")
def build(
    session: Session,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="The pack, new or to be filled.")],
    engine: Annotated[str, typer.Option("--engine", help="What reads: espeak or piper.")] = "",
    models: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="FILE", help="Voice of piper; for one language of several: id=FILE."),
    ] = None,
    languages: Languages = None,
    again: Annotated[bool, typer.Option("--again", help="Also make the clips that are there already.")] = False,
) -> None:
    """Make a pack, or the clips that one lacks; with --config, also the names of the hall's agencies."""
    from hall.voice.building import build_pack

    structure = hall_of(session)
    agencies = {agency.id: agency.name for agency in structure.agencies} if structure else {}
    chosen = _engines(engine or ("piper" if models else "espeak"), models or [])
    built = build_pack(output, chosen, languages=tuple(languages or ()), agencies=agencies, again=again)
    made = counted(len(built.made), "clip", "clips")
    session.answer(
        {
            "folder": str(built.folder),
            "languages": list(built.languages),
            "made": list(built.made),
            "kept": built.kept,
            "agencies": sorted(agencies),
        },
        [f"{output}: {made} made, {built.kept} kept, in {', '.join(built.languages)}."],
    )


_Wav = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the WAV goes.")]
_Code = Annotated[str, typer.Argument(metavar="CODE", help="The number, such as A-042.")]
_Counter = Annotated[str, typer.Argument(metavar="COUNTER", help="The counter's label, such as 7 or 12B.")]
_Numbers = Annotated[str, typer.Option("--numbers", help="digits or whole.")]
_Repeat = Annotated[int | None, typer.Option("--repeat", min=1, max=5, help="How often it is said.")]
_Recall = Annotated[bool, typer.Option("--recall", help="As a call that is made again.")]
_Short = Annotated[bool, typer.Option("--short", help="Number and counter only, once.")]
_Agency = Annotated[str, typer.Option("--agency", metavar="ID", help="Say whose counter it is.")]
_Chime = Annotated[bool | None, typer.Option("--chime/--no-chime", help="The bell before it.")]


@app.command("say")
def say(
    session: Session,
    code: _Code,
    counter: _Counter,
    output: _Wav = Path("call.wav"),
    pack: PackFolder = None,
    languages: Languages = None,
    numbers: _Numbers = "",
    repeat: _Repeat = None,
    recall: _Recall = False,
    short: _Short = False,
    agency: _Agency = "",
    chime: _Chime = None,
) -> None:
    """Say a call into a WAV file, as the hall of the configuration would hear it; options go before."""
    if numbers not in ("", "digits", "whole"):
        raise typer.BadParameter(f'"{numbers}" is neither digits nor whole', param_hint="--numbers")
    chosen = _chosen(session, pack)
    prefixes = [service.prefix for service in chosen.structure.services] if chosen.structure is not None else []
    utterance = _utterance(code, counter, "recall" if recall else "call", agency, prefixes)
    if chosen.form.agency and not agency:
        utterance = replace(utterance, agency=_agency_of(chosen.structure, utterance.counter))
    given: dict[str, Any] = {
        "languages": tuple(dict.fromkeys(languages or ())),
        "numbers": numbers,
        "repeat": repeat,
        "chime": chime,
    }
    said = {name: value for name, value in given.items() if value not in (None, "", ())}
    form = replace(chosen.form, agency=bool(utterance.agency), **said)
    _write_call(session, chosen, utterance, form, output, short=short)


def _write_call(
    session: Session, chosen: _Chosen, utterance: Utterance, form: VoiceForm, output: Path, *, short: bool
) -> None:
    """Write the call into ``output`` and tell how. Raises typer.Exit when a clip is missing."""
    from hall.voice import Voice, load_pack
    from hall.voice.waves import write_wave

    opened = load_pack(chosen.folder)
    for language in form.languages:
        opened.grammar(language)
    sound = Voice(opened).say(utterance, form, short=short)
    write_wave(output, sound.rate, sound.pcm)
    document = {
        "file": str(output),
        "seconds": round(sound.seconds, 3),
        "rate": sound.rate,
        "pack": str(chosen.folder),
        "clips": list(sound.clips),
        "missing": list(sound.missing),
        "broken": list(opened.broken.values()),
    }
    lines = [
        f"{output}: {sound.seconds:.1f} s at {sound.rate} Hz, by {chosen.name}: {' '.join(sound.clips)}",
        *(f"missing, left out: {name}" for name in sound.missing),
        *(f"cannot be used: {message}" for message in opened.broken.values()),
    ]
    session.answer(document, lines)
    if sound.missing:
        raise typer.Exit(INCOMPLETE)


@app.command("check")
def check(session: Session, pack: PackArgument = None) -> None:
    """Name every clip that a pack lacks for the hall of the configuration, and every file that is wrong."""
    from hall.voice.checking import check_pack

    chosen = _chosen(session, pack)
    structure = chosen.structure
    finding = check_pack(chosen.folder, structure)
    hall = f"{structure.hall.name}, {structure.hall.city}" if structure else "all its clips"
    lines = [*(f"missing: {name}" for name in finding.missing), *finding.broken, *finding.remarks]
    last = "everything can be said" if finding.good else f"{len(finding.missing)} missing, {len(finding.broken)} broken"
    last += f", {len(finding.remarks)} to be looked at" if finding.remarks else ""
    session.answer(
        {
            "pack": str(chosen.folder),
            "good": finding.good,
            "hall": structure.hall.name if structure else None,
            "clips": finding.clips,
            "missing": list(finding.missing),
            "broken": list(finding.broken),
            "remarks": list(finding.remarks),
        },
        [*lines, f"{chosen.name}, for {hall}: {counted(finding.clips, 'clip', 'clips')}, {last}."],
    )
    if not finding.good:
        raise typer.Exit(INCOMPLETE)


@app.command("info")
def info(session: Session, pack: PackArgument = None) -> None:
    """Say what a pack is, by default the hall's: its languages, clips, length and origin."""
    from hall.voice import load_pack

    chosen = _chosen(session, pack)
    opened = load_pack(chosen.folder)
    languages = [_language(opened, language) for language in opened.grammars]
    document: dict[str, Any] = {
        "folder": str(opened.folder),
        "name": opened.name,
        "rate": opened.rate,
        "engine": opened.engine or None,
        "languages": languages,
        "agencies": {agency: line.text for agency, line in opened.agencies.items()},
    }
    head = [("Pack", chosen.name), ("Name", opened.name), ("Rate", f"{opened.rate} Hz"), ("Read by", opened.engine)]
    rows = [(one["id"], one["name"], one["clips"], one["of"], one["seconds"]) for one in languages]
    session.answer(document, [*fields(head), "", *table(("LANGUAGE", "NAME", "CLIPS", "OF", "SECONDS"), rows)])


def _utterance(code: str, counter: str, kind: str, agency: str, prefixes: Iterable[str]) -> Utterance:
    """The call as a person typed it (``a 42``), of a hall with these prefixes."""
    from hall.voice import Utterance

    ranks = readings(code, prefixes)
    if ranks and len(ranks[0]) > 1:
        both = " or ".join(code_of(*one) for one in ranks[0])
        raise typer.BadParameter(f'"{typed_code(code)}" may mean {both}; type it with its hyphen')
    try:
        return Utterance(code_of(*ranks[0][0]) if ranks else code, plain_of(counter).upper(), kind, agency)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _language(pack: Pack, language: str) -> dict[str, Any]:
    grammar = pack.grammars[language]
    clips = [samples for clip, samples in pack.clips.items() if clip.language == language]
    agencies = len(pack.agencies) if any(one.agencies == language for one in pack.grammars.values()) else 0
    return {
        "id": language,
        "name": grammar.name,
        "clips": len(clips),
        "of": len(grammar.clips) + agencies,
        "seconds": round(sum(map(len, clips)) / pack.rate, 1),
    }


def _chosen(session: Session, pack: Path | None) -> _Chosen:
    """The pack of the command line, else that of the hall, next to its configuration, else the program's own.

    Raises SettingsError.
    """
    from hall.voice.pack import bundled_folder

    structure = hall_of(session)
    file = config_file(session.config)
    if pack is not None:
        return _Chosen(pack, str(pack), structure)
    if structure is None and is_there(file):
        return _Chosen(bundled_folder(), f"the program's own pack ({file} describes no hall)", None)
    if structure is not None and structure.hall.voice.pack:
        folder = file.parent / structure.hall.voice.pack
        return _Chosen(folder, f"{folder} ([voice] pack of {file})", structure)
    return _Chosen(bundled_folder(), "the program's own pack", structure)


def _agency_of(structure: HallStructure | None, label: str) -> str:
    """Whose counter it is; empty for a label that the hall does not have."""
    counters = structure.counters if structure is not None else ()
    return next((counter.agency for counter in counters if same(counter.label, label)), "")


def _engines(name: str, models: list[str]) -> Callable[[str], Engine]:
    """The engine of each language, as a function."""
    from hall.voice.engines import Espeak, Piper

    if name not in ("espeak", "piper"):
        raise typer.BadParameter(f'"{name}" is neither espeak nor piper', param_hint="--engine")
    if name == "espeak":
        if models:
            raise typer.BadParameter("espeak has no models; leave it out or choose piper", param_hint="--model")
        return lambda language: Espeak()
    files = {}
    for model in models:
        language, equals, file = model.partition("=")
        files[language if equals else ""] = Path(file if equals else model)

    def piper(language: str) -> Engine:
        if language not in files and "" not in files:
            raise VoiceError(f"piper needs a voice for {language}: --model {language}=FILE.")
        return Piper(files.get(language, files.get("", Path())))

    return piper
