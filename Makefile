# Two commands do everything: `make demo` and `make test`. Nothing but python3 (3.11 or newer) and make is needed.
SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?= python3
WORKERS ?= 2
TESTS ?= tests
PART ?= all
SEED ?= 1
bin := .venv/bin
pip := $(bin)/python -m pip --quiet --no-input

.PHONY: help demo serve test check proof faults security bench lock clean

help:
	@echo "make demo [CASES=…] | serve | test | check | proof [PART=…] | faults [SEED=…] | security | bench | lock | clean"

demo: .venv/runtime.stamp  ## the main job on the sample province
	@$(bin)/chitra demo $(if $(CASES),--cases $(CASES))

serve: .venv/runtime.stamp  ## API, docs and pages on 127.0.0.1 (CHITRA_PORT)
	@$(bin)/chitra serve

test: .venv/dev.stamp  ## every test at small size
	$(bin)/pytest -n $(WORKERS) $(TESTS)

check: .venv/dev.stamp  ## style, types, layers
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports

proof: .venv/dev.stamp benchmarks/__main__.py $(if $(filter all matching,$(PART)),.venv/proof.stamp)  ## full size
	@$(bin)/python -m benchmarks proof $(PART) --seed $(SEED)

faults:  ## power cuts, lost answers, races
	@$(MAKE) --no-print-directory proof PART=faults SEED=$(SEED)

bench: .venv/dev.stamp benchmarks/__main__.py  ## the province, stage by stage
	@$(bin)/python -m benchmarks bench

security benchmarks/__main__.py:
	@echo "make $(MAKECMDGOALS): chưa xây dựng / not built yet" >&2; exit 1

# The venv, made once. A stamp is newer than the lock it was filled from; pip checks the hash of every file.
.venv/made.stamp:
	@$(PYTHON) -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần python3 từ 3.11 có venv; hãy chạy / python3 3.11 or newer with venv is needed; run:" >&2; \
	  echo "  apt-get install -y python3 python3-venv" >&2; exit 1; }
	@test -x $(bin)/pip || $(PYTHON) -m venv --clear .venv
	@touch $@

.venv/runtime.stamp: .venv/made.stamp requirements.lock pyproject.toml
	@echo "Cài đặt thư viện / installing libraries (requirements.lock) …" >&2
	@$(pip) install --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(pip) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements-dev.lock
	@echo "Cài đặt công cụ kiểm thử / installing test tools (requirements-dev.lock) …" >&2
	@$(pip) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/proof.stamp: .venv/dev.stamp requirements-proof.lock
	@echo "Cài đặt công cụ đối chứng / installing what the proof compares with (requirements-proof.lock) …" >&2
	@$(pip) install --require-hashes -r requirements-proof.lock
	@touch $@

# All locks anew from pyproject.toml; versions already locked stay (UPGRADE=--upgrade takes the newest).
compile := CUSTOM_COMPILE_COMMAND="make lock" $(bin)/pip-compile --quiet --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-emit-trusted-host --allow-unsafe --strip-extras --no-config $(UPGRADE)
groups := import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); \
  print(*p["dependency-groups"]["dev"], *p["build-system"]["requires"], sep="\n")
proofs := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["proof"], sep="\n")

lock: .venv/dev.stamp
	$(compile) --build-deps-for editable -o requirements.lock pyproject.toml
	$(bin)/python -c '$(groups)' | $(compile) -c requirements.lock -o requirements-dev.lock pyproject.toml -
	$(bin)/python -c '$(proofs)' | $(compile) -c requirements-dev.lock -o requirements-proof.lock -

clean:  ## as the clone came: no data, no venv
	@test ! -x $(bin)/chitra || $(bin)/python -m app.embedded remove var/pg var/pg-test
	rm -rf var build .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis ./*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
