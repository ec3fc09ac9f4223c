from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from hallctl.low_priority import NICER, step_back
from hallctl.start import only_reports

_HALL = (sys.executable, "-m", "hallctl")


def test_json_before_and_after_the_command_is_the_same(started, environment):
    answers = [
        subprocess.run([*_HALL, *words], capture_output=True, text=True, env=environment, timeout=60, check=True)
        for words in (["--json", "services"], ["services", "--json"])
    ]
    assert json.loads(answers[0].stdout) == json.loads(answers[1].stdout)
    assert answers[0].stderr == ""


def test_exit_codes_reach_the_shell(started, environment):
    def code(*words: str) -> int:
        return subprocess.run(
            [*_HALL, *words], capture_output=True, env=environment, timeout=60, check=False
        ).returncode

    assert [code("status"), code("bogus"), code("ticket", "issue", "ZZ")] == [0, 2, 3]
    assert code("status", "--database", "postgresql://127.0.0.1:1/hall") == 4


def test_help_comes_without_the_database_and_without_qt(environment):
    loaded = "import sys; from hallctl.main import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    answer = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, env=environment, timeout=60, check=True
    )
    assert "Exit codes" in answer.stdout
    assert not {"sqlalchemy", "PySide6", "pydantic"} & set(answer.stderr.split())


def test_a_pin_can_be_piped(folder, environment):
    subprocess.run(
        [*_HALL, "user", "add", "siti", "--pin-stdin"], input=b"407163\n", env=environment, timeout=60, check=True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes instead")
def test_a_report_steps_back_behind_the_programs_of_the_hall(started, environment):
    niceness = "import os; os.getloadavg = lambda: (99, 99, 99); from hallctl.main import main; {}; print(os.nice(0))"

    def after(command: str) -> int:
        code = niceness.format(f"main({command.split()})" if command else "pass")
        words = [sys.executable, "-c", code]
        answer = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=60, check=True)
        return int(answer.stdout.splitlines()[-1])

    before = after("")
    assert after("report recap --period 2026-11") == min(before + NICER, 19)
    assert after("services") == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a policy for what nobody waits for")
@pytest.mark.parametrize(("load", "steps"), [(2.9, 1), (3.1, 0)])
def test_a_report_takes_what_nobody_needs_where_there_is_any(monkeypatch, load, steps):
    asked = []
    step_back.cache_clear()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "nice", lambda _: 0)
    monkeypatch.setattr(os, "sched_setscheduler", lambda process, policy, _: asked.append(policy))
    step_back()
    step_back()
    assert asked == [os.SCHED_IDLE] * steps


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("report recap --period 2026-11", True),
        ("--config hall.toml --json report evidence -o pack.zip", True),
        ("--database=sqlite:///report report recap", True),
        ("report rebuild", False),
        ("report --json rebuild", False),
        ("--config report services", False),
        ("closing add --reason report", False),
        ("services -- report", False),
        ("", False),
    ],
)
def test_only_what_reads_gives_way_before_it_loads_anything(words, reports):
    assert only_reports(words.split()) is reports


def test_a_command_knows_whether_it_gives_way_before_it_loads_its_modules(environment):
    loaded = "import sys; before = set(sys.modules); import hallctl.start; print(*set(sys.modules) - before)"
    answer = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, env=environment, timeout=60, check=True
    )
    own = {name for name in answer.stdout.split() if name.startswith(("hall.", "hallctl.", "typer"))}
    assert own == {"hallctl.start", "hallctl.low_priority", "hallctl.own_words"}
