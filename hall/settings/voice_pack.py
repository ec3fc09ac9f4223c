"""Checks that the voice pack of [voice] is there and speaks its languages; reads names of files, no recordings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hall.assets import asset
from hall.folders import is_folder
from hall.forms import VoiceForm
from hall.settings.problems import ProblemList, closest
from hall.translator import LANGUAGE_CODE


def check_voice_pack(data: Mapping[str, Any], folder: Path, findings: ProblemList, *, named: bool) -> None:
    """Add a pack that is not in ``folder``, and languages that the pack does not speak.

    Without ``named`` only the program's own pack is looked at: that of the hall need not be on every machine.
    """
    voice = data.get("voice")
    voice = voice if isinstance(voice, Mapping) else {}
    pack = voice.get("pack", "")
    if not isinstance(pack, str) or (pack.strip() and not named):
        return
    place = folder / pack.strip() if pack.strip() else asset("voices/indonesia")
    if not is_folder(place):
        findings.add(("voice", "pack"), "is no folder", allowed='a voice pack next to this file, or "" for ours')
        return
    known = sorted(path.stem for path in place.glob("*.toml") if path.name not in ("pack.toml", "agencies.toml"))
    if not known:
        findings.add(
            ("voice", "pack"),
            "is no voice pack: it has no grammar, such as id.toml",
            allowed="a folder that `hall voice build` made",
        )
        return
    _check_languages(voice, known, findings)


def _check_languages(voice: Mapping[str, Any], known: list[str], findings: ProblemList) -> None:
    written = voice.get("languages")
    problem, allowed = "the voice pack does not speak it", ", ".join(known)
    if written is None:
        missing = [language for language in VoiceForm().languages if language not in known]
        for language in missing:
            findings.add(("voice", "languages"), problem, allowed=allowed, value=language)
        return
    for at, language in enumerate(written if isinstance(written, list) else ()):
        code = language.strip() if isinstance(language, str) else ""
        if LANGUAGE_CODE.fullmatch(code) and code not in known:
            findings.add(("voice", "languages", at), problem, allowed=allowed, suggestion=closest(code, known))
