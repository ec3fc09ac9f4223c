# The commands of a checkout. Each does its own set-up; what setup.sh needs is in the README.
#   make setup     .venv with everything for work on the code, from requirements/test.lock
#   make install   .venv with a copy of the programs and what they need, without linters and tests
#   make install-board   the same with Qt's multimedia, for a board that speaks or shows videos
#   make lock      the newest versions that pyproject.toml allows, into requirements/*.lock
#   make windows-lock   has every package of requirements/*.lock a wheel for Windows? (asks the index, installs nothing)
#   make demo      three programs on one temporary hall (pictures in demo-output/ where there is no screen)
#   make test      linters, types, import contracts and every test
#   make proofs    whole stories in real processes, whose parts `make test` holds
#   make test-313  the rules and the start of each program on Python 3.13 (PYTHON=FILE where it has another name)
#   make soak MINUTES=10   a hall under load while processes are killed, the database restarted, the disk full
#   make soak HOURS=72   three days of real programs at 60 times their speed, an hour a minute: is anything lost, does anything grow?
#   make coverage  the branches of the rules that tests have taken
#   make slips COUNT=5000   slips in a row on a printer with a mechanism: is every one accounted for?
#   make paper     the real kiosk against printers that fail, killed and started again: a table (ARGS="--quick")
#   make pins      a guesser at the PINs: 1,000 tries at once and in turn, and a month of them
#   make sound     real sound through PulseAudio (apt-get install pulseaudio pulseaudio-utils), recorded and measured
#   make speech    a kiosk that speaks, through the same PulseAudio: first sample, silence, levels, language
#   make voice-proof   a whole voice pack recorded through the same PulseAudio, and how often the ear is wrong (flite)
#   make calls     bursts of calls at boards that are killed: every one shown, told of once, in order?
#   make histories what every client was told, recorded 40 times for 5 s: is there a legal order of the calls?
#   make races     claims against what changes a number, in hundreds of orders of their statements
#   make board-day eight hours of a board at 60 times their speed: does anything grow?
#   make clocks   every operation under a wrong clock, and ten years of the calendar: nobody loses the turn
#   make tamper CHANGES=2000   fields of a hall's history changed by hand: does the audit name them?
#   make noon SEEDS=10   halls burn at noon and come back from last night's backup: is any number given twice?
#   make known-year ARGS="--database postgres"   a year of four million events: does every figure come to what it is made of?
#   make rows      every column of every table with a value that does not belong there: does the hall go on?
#   make texts     every entrance of text with every text that nobody should type
#   make bench     speed against its targets, about half an hour (ARGS="--quick" for a look)
#   make screens   pictures of the board at several sizes, and the height of its digits in millimetres
#   make access     every page of the kiosk in its modes, sizes and languages, measured (docs/accessibility.md)
#   make chaos SEED=1 TOUCHES=10000   random touches and keys at a kiosk whose printer and store fail
#   make supervisor-screens   pictures of the supervisor's window in its states and sizes, in demo-output/supervisor
#   make print-pages the PDF pages of docs/print anew, with pictures of the windows (ARGS="-o FOLDER" elsewhere)
#   make references docs/reference anew, from the code's commands and settings
#   make report-proof reports in every format, opened by LibreOffice: figures, and pictures in demo-output/reports
#   make bar-proof the clerk's bar over another program, in a real window (Xvfb): who has the keyboard, which keys hold
#   make lockdown-proof the kiosk's units on a Debian of their own: nothing leaves it, and it comes back (root, debootstrap)
#   make install-proof the guides of docs/install followed on clean Debians without a route (root, debootstrap)
#   make clerks-morning a clerk's morning by keyboard alone: 200 visits, and on a real screen (Xvfb) a picture of each state
#   make supervisors-morning a supervisor's morning by keyboard alone, the same way
#   make kiosk | counter | display [ARGS="--window …"]   one program on ./config.toml

SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=

.PHONY: setup install install-board lock windows-lock demo test proofs test-313 check checks tests bench soak slips coverage screens access chaos supervisor-screens references print-pages report-proof bar-proof lockdown-proof install-proof clerks-morning supervisors-morning kiosk counter display calls board-day sound voice-proof speech clocks \
	paper tamper histories races rows pins texts known-year noon

setup:
	@scripts/setup.sh

install:
	@scripts/setup.sh run

install-board:
	@scripts/setup.sh board

windows-lock:
	@scripts/windows-lock.sh

lock:
	@scripts/lock.sh

demo: setup
	@. scripts/environment.sh && $(BIN)/hall demo $(ARGS)

check: setup
	@$(MAKE) --no-print-directory checks

# The checks run beside the tests: many tests wait, and leave a core free.
test: setup
	@$(MAKE) --no-print-directory -j2 checks tests

checks:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --platform linux
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 $(foreach package,hall kiosk counter display qtkit hallctl tools,--package $(package))
	$(BIN)/lint-imports

tests:
	@. scripts/environment.sh && $(BIN)/pytest $(ARGS)

# Whole stories in real processes: minutes. Their parts are in `make test`.
proofs: setup
	@. scripts/environment.sh && $(BIN)/pytest -m proof $(ARGS)

test-313:
	@PYTHON=$(or $(PYTHON),python3.13) VENV=.venv-313 scripts/setup.sh
	@. scripts/environment.sh && .venv-313/bin/pytest tests/hall/test_rules.py tests/hall/test_opening.py tests/hall/test_settings.py \
		tests/kiosk/test_app.py tests/counter/test_app.py tests/display/test_app.py $(ARGS)

soak: setup
	@. scripts/environment.sh && $(BIN)/python -m $(if $(HOURS),benchmarks.three_days --minutes $(HOURS),benchmarks.soak --minutes $(or $(MINUTES),10)) $(ARGS)

slips: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.slips --count $(or $(COUNT),5000) $(ARGS)

paper: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.paper_faults $(ARGS)

pins: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.pins $(ARGS)

sound: setup
	@. scripts/environment.sh && MPP_REAL_SOUND=1 $(BIN)/pytest -n 0 tests/qtkit/test_loudspeaker_for_real.py \
		tests/display/test_film_sound.py tests/qtkit/test_remote_loudspeaker.py \
		tests/qtkit/test_microphone_for_real.py $(ARGS)

voice-proof: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.voice_ear && $(BIN)/python -m tools.voice_proof $(ARGS)

speech: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.spoken_proof $(ARGS)

calls: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.calls $(ARGS)

histories: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.histories $(ARGS)

races: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.races $(ARGS)

board-day: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.board_day $(ARGS)

clocks: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.clock_nemesis $(ARGS)
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.clock_calendar $(ARGS)

tamper: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.tamper --changes $(or $(CHANGES),2000) $(ARGS)

noon: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.restore_noon --seeds $(or $(SEEDS),10) $(ARGS)

coverage: setup
	@. scripts/environment.sh && $(BIN)/coverage run --branch --include 'hall/*.py' -m pytest tests/hall tests/store/test_audit.py -q -n 0 $(ARGS)
	$(BIN)/coverage report --show-missing --omit 'hall/views.py'

texts: setup
	@. scripts/environment.sh && MPP_EVERY_TEXT=1 $(BIN)/pytest tests/store/test_text_entrances.py \
		tests/hallctl/test_typed_options.py tests/counter/test_typed_fields.py tests/hall/test_settings_texts.py $(ARGS)

known-year: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.known_year $(ARGS)

rows: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks.wrong_rows $(ARGS)

bench: setup
	@. scripts/environment.sh && $(BIN)/python -m benchmarks $(ARGS)

screens: setup
	@. scripts/environment.sh && QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.screens $(ARGS)

access: setup
	@. scripts/environment.sh && QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.access $(ARGS)

chaos: setup
	@. scripts/environment.sh && QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.kiosk_chaos --seed $(or $(SEED),1) --touches $(or $(TOUCHES),10000) $(ARGS)

references: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.references

print-pages: setup
	@. scripts/environment.sh && QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.print_pages $(ARGS)

report-proof: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.report_proof $(ARGS)

bar-proof: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.bar_proof $(ARGS)

lockdown-proof: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.lockdown_proof $(ARGS)

install-proof: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.install_proof $(ARGS)

clerks-morning: setup
	@. scripts/environment.sh && MPP_WHOLE_MORNING=1 $(BIN)/pytest -q -n 0 tests/counter/test_clerks_morning.py
	@. scripts/environment.sh && $(BIN)/python -m tools.clerks_morning $(ARGS)

supervisors-morning: setup
	@. scripts/environment.sh && $(BIN)/python -m tools.supervisors_morning $(ARGS)

supervisor-screens: setup
	@. scripts/environment.sh && QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.supervisor $(ARGS)

kiosk counter display: setup
	@. scripts/environment.sh && $(BIN)/mpp-$@ $(ARGS)
