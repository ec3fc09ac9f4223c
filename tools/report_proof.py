"""Reports of a large hall in every format, opened by LibreOffice and turned into pictures to be looked at.

It needs ``libreoffice-calc-nogui libreoffice-writer-nogui fonts-liberation2 poppler-utils``. Each workbook and text is
converted by LibreOffice without a window, with a home folder of its own; whatever it cannot open, or opens without the
figures that were written, is an error.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hall.report.kinds import KINDS
from hall.report.rendering import Format, render
from hall.report.report import Report
from hall.translator import INDONESIAN
from tests.report import samples, survey_samples
from tests.report.facts_samples import november

_SECONDS = 180
_NEEDED = ("soffice", "pdftoppm", "pdftotext")


def main() -> int:
    """Make the files and their pictures; 1 where one of them is not as it was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("demo-output/reports"))
    folder = parser.parse_args().output
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        sys.exit(f"{', '.join(missing)} is missing: apt-get install {_packages()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    reports = {
        "activity": (samples.activity(), "71.204"),
        "survey": (KINDS["survey"].document(survey_samples.with_survey(november()), INDONESIAN), "65.33"),
        "recap": (samples.recap(), "105.627"),
        "everything": (samples.everything(), "Jaringan pusat terputus"),
        "empty": (samples.report_of(samples.recap_table(0)), "Bulan ini belum ada nomor."),
    }
    wrong = [fault for name, (report, text) in reports.items() for fault in _faults(folder, name, report, text)]
    print(*wrong or [f"Every file was opened; the pictures are in {folder}."], sep="\n")
    return int(bool(wrong))


def _packages() -> str:
    return (__doc__ or "").split("``")[1]


def _faults(folder: Path, name: str, report: Report, text: str) -> list[str]:
    """What is wrong with the files of a report, which must show ``text`` when they are opened."""
    wrong = []
    for wanted in (Format.PDF, Format.XLSX, Format.DOCX):
        file = folder / f"{name}.{wanted}"
        file.write_bytes(render(report, wanted, INDONESIAN))
        shown = file if wanted is Format.PDF else _opened(file)
        if shown is None:
            wrong.append(f"{file}: LibreOffice did not open it.")
            continue
        _run("pdftoppm", "-r", "80", "-png", str(shown), str(folder / f"{name}-{wanted}"))
        # A workbook writes its numbers in the language of whoever opens it.
        found = _run("pdftotext", "-layout", str(shown), "-").replace(",", ".")
        if text not in found:
            wrong.append(f"{file}: {text!r} is not shown.")
    return wrong


def _opened(file: Path) -> Path | None:
    """``file`` as LibreOffice prints it."""
    made = file.with_name(f"{file.stem}-{file.suffix[1:]}.pdf")
    with tempfile.TemporaryDirectory() as home:
        _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", home, str(file), home=home)
        printed = Path(home) / f"{file.stem}.pdf"
        if not printed.exists():
            return None
        shutil.move(printed, made)
    return made


def _run(*command: str, home: str | None = None) -> str:
    environment = {**os.environ, **({"HOME": home} if home else {})}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, timeout=_SECONDS, env=environment
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
