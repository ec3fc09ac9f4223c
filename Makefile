# The commands of a checkout. Each does its own set-up; what setup.sh needs is in the README.
#   make demo      three programs on one temporary hall (pictures in demo-output/ where there is no screen)
#   make test      linters, types, import contracts and every test
#   make kiosk | counter | display [ARGS="--window …"]   one program on ./config.toml

SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=

.PHONY: setup demo test check kiosk counter display

setup:
	@scripts/setup.sh

demo: setup
	@. scripts/environment.sh && $(BIN)/hall demo $(ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	@. scripts/environment.sh && $(BIN)/pytest $(ARGS)

kiosk counter display: setup
	@. scripts/environment.sh && $(BIN)/mpp-$@ $(ARGS)
