"""The import contracts find a module of ``hall`` that has no layer, and one that imports a layer above its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _without_other_files(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages and their contracts."""
    settings = Path(shutil.copy(PROJECT / "pyproject.toml", tmp_path))
    for package in tomllib.loads(settings.read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=_without_other_files)
    return tmp_path


def _lint(tree: Path) -> tuple[int, str]:
    """The exit code and the output of import-linter, without its line breaks."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    answer = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    return answer.returncode, " ".join((answer.stdout + answer.stderr).split())


def test_the_copy_keeps_every_contract(tree: Path) -> None:
    code, said = _lint(tree)
    assert code == 0, said


def test_a_module_without_a_layer_fails(tree: Path) -> None:
    (tree / "hall/forecasting.py").write_text('"""How long a visitor waits."""\n')
    code, said = _lint(tree)
    assert code == 1
    assert "The hall in layers: every module has its place BROKEN" in said
    assert "The following modules are not listed as layers: - hall.forecasting " in said


def test_a_module_without_a_layer_may_not_import_sqlalchemy_either(tree: Path) -> None:
    (tree / "hall/forecasting.py").write_text('"""How long a visitor waits."""\n\nimport sqlalchemy\n')
    code, said = _lint(tree)
    assert code == 1
    assert "hall.forecasting is not allowed to import sqlalchemy" in said


def test_a_module_that_imports_a_layer_above_its_own_fails(tree: Path) -> None:
    module = tree / "hall/calling.py"
    module.write_text(f"{module.read_text(encoding='utf-8')}\nfrom hall.store import open_store\n", encoding="utf-8")
    code, said = _lint(tree)
    assert code == 1
    assert "hall.calling is not allowed to import hall.store: - hall.calling -> hall.store" in said
    assert "not listed as layers" not in said


def test_every_package_is_under_the_contracts() -> None:
    tools = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    linter, wheel = tools["importlinter"], set(tools["hatch"]["build"]["targets"]["wheel"]["packages"])
    contracts = {one["name"]: set(one.get("source_modules", ())) for one in linter["contracts"]}
    folders = {file.parent.name for file in PROJECT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert folders == wheel | {"tools"} == set(linter["root_packages"])
    assert contracts["SQLAlchemy only in the store"] == wheel - {"hall"} | {"hall.*"}
    assert contracts["Only composition roots open the store"] == wheel - {"hall", "hallctl", "qtkit"}
