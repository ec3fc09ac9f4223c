"""`hall language`: the languages that a hall adds to the program's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from hall.config_file import config_file
from hall.errors import DeviceError
from hall.language_files import problems_of, read_language, template
from hall.private import quoted
from hall.text_tables import table
from hall.translator import LANGUAGE_CODE, PSEUDO, Translator, is_empty, messages_folder
from hall.wording import counted
from hallctl.session import Commands, Session

app = Commands(help="The languages of screens, slips and refusals.", rich_markup_mode=None)

FOUND = 1
"""Exit code of a check that found something."""
_SOURCES = ("id", "en")
"""The languages of the program."""


@app.command("list")
def show(session: Session) -> None:
    """List the languages that this machine's programs speak."""
    translate = session.settings().translate
    known = [translate.in_language(language) for language in translate.languages]
    document = {"languages": [{"id": one.language, "name": one.name} for one in known]}
    session.answer(document, table(("LANGUAGE", "NAME"), [(one.language, one.name) for one in known]))


@app.command("new")
def new(
    session: Session,
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="Its code, such as muna.")],
    source: Annotated[str, typer.Option("--from", help="The language that stands next to each text: id or en.")] = "id",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Another file.")] = None,
) -> None:
    """Write the file with every text to translate; a file that is there keeps its texts and gets what it lacks."""
    if not LANGUAGE_CODE.fullmatch(language) or language == PSEUDO:
        raise typer.BadParameter(f'"{language}" is no code of a language: 2 to 8 small letters', param_hint="LANGUAGE")
    if source not in _SOURCES:
        raise typer.BadParameter(f'"{source}" is none of {", ".join(_SOURCES)}', param_hint="--from")
    place = messages_folder(config_file(session.config)) / f"{language}.json"
    file = output or place
    made = template(read_language(file)[0] if file.exists() else {}, source)
    try:
        if output is None:
            file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise DeviceError(f"{file} cannot be written: {error.strerror or error}.") from error
    missing = [key for key, entry in made.items() if is_empty(entry)]
    texts, read = counted(len(missing), "text", "texts"), "the file" if file.resolve() == place.resolve() else place
    lines = [
        f"{file}: {texts} to change. A text here stands over the program's own, an empty one leaves it."
        if language in _SOURCES
        else f"{file}: {texts} to translate. What stays empty is shown in Indonesian.",
        f"`hall language check {quoted(file)}` says what is missing or wrong; programs read {read} when they start.",
    ]
    session.answer({"file": str(file), "missing": len(missing)}, lines)


@app.command("check")
def check(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Such as messages/muna.json.")],
) -> None:
    """Name the texts that are missing, unknown or cannot be filled; exit code 1 when there are any."""
    entries, twice = read_language(file)
    own = file.stem not in _SOURCES
    found = [*((key, "stands twice; the last one counts") for key in twice), *problems_of(entries, own=own)]
    name = Translator(file.stem, file.absolute().parent).name
    result = counted(len(found), "finding", "findings") if found else "complete" if own else "nothing is wrong"
    lines = [*(f"{key}: {problem}" for key, problem in found), f"{file}, {name}: {result}."]
    session.answer({"file": str(file), "problems": [{"key": key, "problem": problem} for key, problem in found]}, lines)
    if found:
        raise typer.Exit(FOUND)
