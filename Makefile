# Everything here works on a machine with Python 3.11 or newer (with venv), git and make.
# What it downloads is pinned and hashed in infra/requirements/ and in the package-lock.json of infra/ and of the pages.

PYTHON ?= python3
STAGE ?= production
SIZE ?= usual
export MENTORING_PORT PAGES_PORT CHROMIUM

# The CDK and its Python library look for `node` on the path: it is in the virtual environment.
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python -m
# What tests compile is kept for the next run, whatever the shell asks for.
TESTS := PYTHONDONTWRITEBYTECODE= $(RUN) pytest -n auto
NODE_PATH := PATH="$(CURDIR)/.venv/bin:$$PATH"
REQUIREMENTS := infra/requirements
PAGES := functions/portal/pages
CDK := PATH="$(CURDIR)/.venv/bin:$$PATH" infra/node_modules/.bin/cdk
SYNTH := .build/synth
# One version of everything for every Python from 3.11 on; no registry's address and no path of this machine in the lists.
COMPILE := $(RUN) infra.uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-header
TOOLS := .venv/.ready .venv/bin/mentoring .venv-local/.ready infra/node_modules/.ready $(PAGES)/node_modules/.ready

.PHONY: help run pages stop reset status test unit year faults faults-short template live journeys browser model cost bench bench-matching bench-lists bench-scale format lint lint-style lint-types lint-pages lint-imports lint-dead check checkov synth bundles deploy doctor restore coordinator requirements
.DEFAULT_GOAL := help

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: $(TOOLS) bundles ## start the whole program in the local cloud, with a program year in it (port: MENTORING_PORT=4566)
	$(RUN) infra.local run

pages: $(TOOLS) ## the pages as you write them, on the API of the running local cloud (port: PAGES_PORT=8400)
	$(RUN) infra.local.page_server

stop: $(TOOLS) ## stop the local cloud; what is in it stays
	$(RUN) infra.local stop

reset: $(TOOLS) ## stop the local cloud and forget what is in it
	$(RUN) infra.local reset

status: $(TOOLS) ## say whether the local cloud runs, and where
	$(RUN) infra.local status

# `make test T=tests/domain/test_cycle.py` or `T="tests/store -k mails"` runs a part; journeys want `make bundles` first.
ifdef T
test: $(TOOLS) ## every test; T=path runs a part
	$(RUN) pytest $(T)
else
test: unit year faults-short template live
endif

unit: $(TOOLS) ## the program's rules, stores and functions, on moto, and the pages' own rules in Node
	PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix $(PAGES) test --silent
	$(TESTS) --dist loadfile --grants --ignore=tests/journeys --ignore=tests/browser --ignore=tests/infra \
		--ignore=tests/faults --ignore=tests/year --ignore=tests/clock

year: $(TOOLS) ## a whole year on moto under its own clock, also with days missed and everything doubled (MISSED=every day)
	MISSED=$(MISSED) $(TESTS) --dist worksteal tests/year

faults: $(TOOLS) ## disturb every AWS call of every scenario in every way, and compare where it ends
	FAULTS=whole $(TESTS) --dist worksteal tests/faults

faults-short: $(TOOLS) ## the same for the first and the last of alike calls, as in CI
	$(TESTS) --dist worksteal tests/faults

template: $(TOOLS) ## the stack's template, the bundles and the local cloud itself
	$(RUN) pytest -n auto --dist loadfile tests/infra

live: $(TOOLS) bundles ## tests that wait for the clock; journeys and browser tests, on one local cloud of their own on a free port
	$(TESTS) --dist worksteal tests/clock
	$(TESTS) --dist worksteal -rs tests/journeys tests/browser

journeys: $(TOOLS) bundles ## the journeys over HTTP alone
	$(TESTS) --dist worksteal tests/journeys

browser: $(TOOLS) bundles ## the pages in Chromium alone; pictures go to .build/screenshots (CHROMIUM=path of another)
	PICTURES=all $(TESTS) --dist worksteal -rs tests/browser

mails: $(TOOLS) ## every mail with sample data, as HTML and text, in .build/mails/index.html
	$(RUN) tests.functions.notifications.show

cost: $(TOOLS) ## what a month and a thousand applications cost, from the template and the calls that are made
	@$(RUN) pytest -q -s tests/infra/test_cost.py | grep -v '^{'

model: $(TOOLS) ## everyone, the clock and redeliveries in any order, far more than the tests do (EXAMPLES=200 STEPS=60)
	EXAMPLES=$(or $(EXAMPLES),200) STEPS=$(or $(STEPS),60) $(RUN) pytest tests/faults/races/test_model.py

bench: $(TOOLS) bundles ## how long functions take to start, beside a bare boto3 one
	$(RUN) tests.bench.start

bench-matching: $(TOOLS) ## matching beside its peers at the sizes that count (minutes; SIZES="small large")
	$(RUN) tests.bench.matching $(if $(SIZES),--sizes $(SIZES))

bench-lists: $(TOOLS) ## what staff's lists and searches read in a cycle of 1,000 and of 20,000 applications (minutes)
	$(RUN) tests.bench.lists

bench-scale: $(TOOLS) ## which quota of AWS breaks first when half of the applicants come in the last hour
	@$(RUN) tests.bench.scale

format: $(TOOLS) ## put all code in the common style, and mend what can be mended
	$(RUN) ruff check --fix --quiet
	$(RUN) ruff format --quiet
	cd $(PAGES) && $(NODE_PATH) node_modules/.bin/biome check --write --colors=off

lint: $(TOOLS) ## what needs no synthesis, in seconds: style, types, direction of imports, dead code
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint-style lint-types lint-pages lint-imports lint-dead

lint-style:
	$(RUN) ruff check --quiet
	$(RUN) ruff format --check --quiet

lint-types:
	$(RUN) mypy

lint-pages:
	cd $(PAGES) && $(NODE_PATH) node_modules/.bin/biome ci --error-on-warnings --colors=off

lint-imports:
	$(RUN) pytest --noconftest -p no:xdist tests/test_import_direction.py

lint-dead:
	$(RUN) tests.dead_code

check: lint ## lint, the pages' types against the API's, and the template: cdk-nag (in its synthesis) and cfn-lint
	$(RUN) infra.page_types
	$(MAKE) --no-print-directory synth
	.venv/bin/cfn-lint $(SYNTH)/*.template.json

# Its many packages have an environment of their own, which nothing else needs.
checkov: .venv-checkov/.ready synth ## the template before checkov's rules; what is accepted says why beside its construct
	.venv-checkov/bin/checkov --quiet --compact --skip-download --framework cloudformation --file $(SYNTH)/*.template.json

# The account is a made-up one: this template is looked at, never deployed.
synth: $(TOOLS) ## the template for AWS, without an account or a local cloud (SIZE=usual)
	$(RUN) infra.bundling production
	$(CDK) synth --quiet -c stage=production -c account=123456789012 -c mail_sender=mentoring@example.org -c size=$(SIZE) --no-staging --output $(SYNTH)

bundles: $(TOOLS) ## what Lambda runs in the local cloud
	$(RUN) infra.bundling local

deploy: $(TOOLS) ## deploy to AWS what infra/stages/<STAGE>.toml says: make deploy STAGE=production [CONTEXT="-c name=value"]
	$(RUN) infra.account.deploy $(STAGE) $(CONTEXT)

doctor: $(TOOLS) ## say what an account and a deployed stack still need: make doctor STAGE=production [ALARM=yes raises one]
	$(RUN) infra.account.doctor $(STAGE) $(if $(ALARM),alarm)

restore: $(TOOLS) ## bring a table back and compare it with the trail: make restore STAGE=production [TABLE=applications AT=time MOVE=yes]
	$(RUN) infra.account.restore $(STAGE) $(TABLE) $(AT) $(if $(MOVE),move)

coordinator: $(TOOLS) ## make the first coordinator: make coordinator EMAIL=name@your-domain.org STAGE=production
	$(RUN) infra.account.coordinator "$(EMAIL)" $(STAGE)

requirements: .venv/.ready ## pin and hash the packages of pyproject.toml again; UPGRADE=--upgrade takes the newest
	$(COMPILE) $(UPGRADE) --group dev -o $(REQUIREMENTS)/dev.txt
	for list in $$($(RUN) infra.functions); do \
		$(COMPILE) --group $$list -c $(REQUIREMENTS)/dev.txt -o $(REQUIREMENTS)/$$list.txt || exit 1; \
	done
	$(COMPILE) $(UPGRADE) --group local -o $(REQUIREMENTS)/local.txt
	$(COMPILE) $(UPGRADE) --group audit -o $(REQUIREMENTS)/audit.txt
	$(COMPILE) $(UPGRADE) --group checkov -o $(REQUIREMENTS)/checkov.txt
	echo uv | $(COMPILE) -c $(REQUIREMENTS)/dev.txt -o $(REQUIREMENTS)/bootstrap.txt -

.venv/.ready: $(REQUIREMENTS)/bootstrap.txt $(REQUIREMENTS)/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer: make PYTHON=...")'
	@[ ! -L .venv ] || { echo '.venv is a link: run make where it leads to, which others may be using.'; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r $(REQUIREMENTS)/bootstrap.txt
	$(RUN) infra.uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r $(REQUIREMENTS)/dev.txt
	touch $@

# The staff's terminal, from wherever it is called.
.venv/bin/mentoring: | .venv/.ready
	printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/.venv/bin/python" -m infra.console "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $@
	chmod +x $@

.venv-checkov/.ready: $(REQUIREMENTS)/checkov.txt | .venv/.ready
	$(RUN) infra.uv venv --quiet --clear --python .venv/bin/python .venv-checkov
	$(RUN) infra.uv pip install --quiet --python .venv-checkov/bin/python --require-hashes -r $(REQUIREMENTS)/checkov.txt
	touch $@

.venv-local/.ready: $(REQUIREMENTS)/local.txt | .venv/.ready
	$(RUN) infra.uv venv --quiet --clear --python .venv/bin/python .venv-local
	$(RUN) infra.uv pip install --quiet --python .venv-local/bin/python --require-hashes -r $(REQUIREMENTS)/local.txt
	touch $@

%/node_modules/.ready: %/package-lock.json | .venv/.ready
	PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix $* ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	touch $@
