# doctor, setup, setup-lab, bundle, slides, docs, lab, test, test-docs, test-aws, test-containers, matrix, mistakes,
# proofs, attacks, faults, money, fleet, restarts, check, corpus, services, orders, suites, bench, lock: the whole
# interface. Each makes .venv from the lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: doctor setup setup-lab bundle slides docs lab test test-docs test-aws test-containers matrix mistakes proofs \
	attacks faults money fleet restarts check corpus services orders suites bench lock
.DEFAULT_GOAL := lab

setup: $(VENV)/.ready

define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "operable needs Python 3.11 or newer: set PYTHON, e.g. make PYTHON=python3.13 setup" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
		{ echo "python3 has no venv module here: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
endef

$(VENV)/.ready: requirements.lock pyproject.toml
	$(call environment,requirements.lock)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What this machine lacks for the workshop, in one screen.
doctor:
	@$(PYTHON) -m labs.doctor

# What the labs and the codemods run on, without the tools of development; nothing new where those are there.
setup-lab: $(VENV)/.lab

$(VENV)/.lab: requirements-lab.lock pyproject.toml
	@if [ -e $(VENV)/.ready ]; then $(MAKE) --no-print-directory setup; else $(MAKE) --no-print-directory $(VENV)/.only-lab; fi
	@touch $@

$(VENV)/.only-lab: requirements-lab.lock
	$(call environment,requirements-lab.lock)
	@$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "operable.pth").write_text(f"{pathlib.Path.cwd()}\n")'
	@touch $@

# All that a room without a network needs: the tree, the wheels of this platform, experiment 2's included.
bundle: setup-lab
	$(BIN)/python -m labs.bundle dist

# Each page of the workshop as slides, in both languages: build/slides.
slides: setup-lab
	$(BIN)/python -m labs.slides build/slides

# The site in build/site: the pages of the repository and one a rule, in both languages, every link looked at. Its
# generator has an environment of its own, and is in nobody else's.
docs: setup build/zensical/.ready
	$(BIN)/python -m docs.site build/site --generator build/zensical/bin/zensical

build/zensical/.ready: docs/site/zensical.lock
	@$(PYTHON) -m venv --clear build/zensical
	build/zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

lab: setup-lab
	$(BIN)/python -m labs scoreboard --report labs/report.html

test: setup
	$(BIN)/python -m pytest -n auto

# The site, built strictly, and `make setup-lab` in a clone: three minutes, and an index to install both from.
test-docs: setup build/zensical/.ready
	OPERABLE_ZENSICAL=build/zensical/bin/zensical $(BIN)/python -m pytest tests/site

# The stacks, deploy.sh and teardown.sh, with the AWS CLI, against moto's server: two minutes, and an index to install both.
test-aws: setup
	OPERABLE_AWS=1 $(BIN)/python -m pytest tests/infra/test_moto.py

# A Docker Engine of its own; needs root on Debian, and an index for the builds that experiment 2 carries out.
test-containers: setup
	tests/containers/engine.sh prepare
	tests/containers/engine.sh online $(BIN)/python -m pytest tests/labs/test_docker.py
	tests/containers/engine.sh run $(BIN)/python -m pytest tests/containers

# Each experiment on each tree that lacks one fix, and every page of the workshop: two tests at a time, on two cores.
matrix: setup
	OPERABLE_MATRIX=1 $(BIN)/python -m pytest -n 2 tests/labs/test_matrix.py tests/labs/test_pages.py

# What people do by hand on each page, rightly, and wrongly three times in a row; and every night on call, three times.
# Two tests at a time, an hour and more; the slowest are listed at the end.
mistakes: setup
	OPERABLE_MATRIX=1 $(BIN)/python -m pytest -n 2 --durations=60 tests/labs/test_incident.py tests/labs/test_crash.py \
		tests/labs/test_fixes.py

# `labs prove` on three small services without and with each single fault, and the bookshop three times: half an hour and
# more, and an index to install Django and FastAPI from.
proofs: setup
	OPERABLE_PROOFS=1 $(BIN)/python -m pytest -n 2 tests/labs/test_proved.py tests/fleet/test_prove.py

# Each dependency of both services refused, hanging and late by 28 s, while customers pay: 20 minutes.
attacks: setup
	OPERABLE_ATTACKS=1 $(BIN)/python -m pytest -s tests/attacks

# 300 kills of apply, a tree of 100,000 files, 200 programs run before and after: a quarter of an hour.
faults: setup
	OPERABLE_KILLS=200 OPERABLE_FILES=100000 OPERABLE_PROGRAMS=200 OPERABLE_SPELLINGS=1 $(BIN)/python -m pytest -n auto \
		tests/codemods/faults tests/codemods/behaviour/test_programs.py tests/codemods/test_spellings.py

# 200 SIGKILLs while customers pay: as many charges as orders. Some ten minutes.
money: setup
	OPERABLE_KILLS_OF_PAYMENTS=200 $(BIN)/python -m pytest -s tests/pair/test_kills.py

# A thousand repositories, killed three times, in shards, on two and four workers and on Dask: half an hour.
fleet: setup
	OPERABLE_FLEET=1000 $(BIN)/python -m pytest -s tests/fleet/test_thousand.py

# 10,000 requests of customers who pay, while one replica after the other is replaced: none fails. Some five minutes.
restarts: setup
	OPERABLE_REQUESTS=10000 $(BIN)/python -m pytest -s tests/pair/test_restarts.py

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@out=$$($(BIN)/python -m pytest --collect-only -qq) || { echo "$$out"; exit 1; }

# All fixes of all rules on 18 packages and the standard library: minutes, and an index to download the packages from.
corpus: setup
	$(BIN)/python -m tests.corpus

# check, apply and apply --unsafe on the real services of tests/services/services.tsv, held against the verdicts on each
# fix and finding: TREES holds their checkouts, as owner+name. Before it, a page that adopts one of them.
services: setup
	OPERABLE_TREES=$(TREES) $(BIN)/python -m pytest tests/services/test_ten_years.py
	$(BIN)/python -m tests.services $(TREES)

# The same findings in any number of processes and any order of files, on all of these trees.
orders: setup
	$(BIN)/python -m tests.services.orders $(TREES)

# The tests of some of them, and the services themselves, before and after apply. Runs their code.
suites: setup
	$(BIN)/python -m tests.services.suites $(TREES)

# Our times beside other tools' on the same files, their growth, after/ beside before/: 20 minutes, on a quiet machine.
bench: setup
	$(BIN)/python -m tests.bench

# Newest versions that pyproject.toml admits; the lock names no index.
lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--upgrade --extra labs --extra dev --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--no-annotate --constraint requirements.lock --extra labs --output-file requirements-lab.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --upgrade --output-file tests/infra/checkov.lock tests/infra/checkov.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --upgrade --output-file tests/infra/aws.lock tests/infra/aws.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --upgrade --output-file tests/bench/peers.lock tests/bench/peers.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --upgrade --output-file tests/fleet/dask.lock tests/fleet/dask.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --upgrade --output-file docs/site/zensical.lock docs/site/zensical.in
