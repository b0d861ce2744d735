# Every task of the project. `make` alone lists them.
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
UV = $(shell command -v uv || echo $(BIN)/uv)
SPACE_MB := 2500
DIET := .cache/rasa-model/diet.tar.gz

export PYTHONWARNINGS ?= ignore
export VIRTUAL_ENV := $(CURDIR)/$(VENV)

.DEFAULT_GOAL := help
.PHONY: help run test check bench load audit train clean lock tensorflow

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.installed ## install what is missing, prepare everything, serve on http://127.0.0.1:8000
	@exec $(BIN)/motcua run

test: check ## all tests, with PostgreSQL, Rasa, a fake Telegram, a real server and a real browser
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "slow and not rasa"
	@.ci/browser
	@.ci/postgresql
	@.ci/redis
	@.ci/telegram
	@.ci/faketime
	@.ci/schemathesis
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "not rasa" --postgresql tests/procedures_db tests/actions tests/bot/pages/test_review.py tests/bot/pages/test_conversations.py tests/bot/pages/test_report.py tests/bot/pages/test_follow_ups.py tests/bot/channels/test_plain_addresses.py
	@$(BIN)/motcua train
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m rasa tests/e2e tests/faults tests/fuzz tests/bot tests/actions  # the long ones first

check: $(VENV)/.developing ## format, lint, imports, types and the tests that need no Rasa
	@mkdir -p .cache
	@.ci/audit >/dev/null 2>&1 &
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports > .cache/imports.log || { cat .cache/imports.log; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "not rasa and not slow"
	@.ci/audit tell

bench: $(VENV)/.developing ## measure size, start, training, speed beside Rasa as it comes; prints tables
	@$(BIN)/motcua train
	@$(MAKE) --no-print-directory $(DIET) || echo "Rasa as it comes is left out: it could not be installed with TensorFlow."
	@$(BIN)/python -m tests.load.bench

audit: $(VENV)/.installed ## ask which dependencies have known vulnerabilities; fails on a finding
	@.ci/audit now

$(DIET): docs/config-diet.yml $(wildcard nlu_data/*.yml bot/domain/*.yml bot/rules/*.yml) .cache/rasa/.installed
	@echo "Training DIETClassifier; several minutes."
	@PYTHONPATH=. .cache/rasa/bin/rasa train --quiet --config $< --domain bot/domain --data nlu_data bot/rules \
	  --out $(@D) --fixed-model-name diet

.cache/rasa/.installed: requirements.lock $(VENV)/.installed
	@echo "Installing Rasa with TensorFlow into .cache/rasa; a few minutes and 2 GB."
	@$(BIN)/python -m venv .cache/rasa
	@VIRTUAL_ENV=.cache/rasa $(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements.lock
	@VIRTUAL_ENV=.cache/rasa $(UV) pip install --quiet --compile-bytecode "tensorflow-cpu==2.12.0"
	@touch $@

load: $(VENV)/.developing ## measure 1, 2 and 4 workers on PostgreSQL and Redis, a thousand people, a long time
	@.ci/postgresql
	@.ci/redis
	@$(BIN)/python -m tests.load.workers

train: $(VENV)/.installed ## train the model if its inputs changed
	@$(BIN)/motcua train

clean: ## remove what was installed, trained and cached; the database stays
	rm -rf $(VENV) models results .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info .rasa

lock: ## resolve pyproject.toml anew into the two lock files
	@sh .ci/prepare "$(PYTHON)" "$(VENV)" $(SPACE_MB)
	$(UV) lock
	$(UV) export --quiet --frozen --no-annotate --no-header --no-dev --no-emit-project -o requirements.lock
	$(UV) export --quiet --frozen --no-annotate --no-header --only-group dev --no-emit-project -o requirements-dev.lock

tensorflow: $(VENV)/.installed ## add TensorFlow, for pipelines with DIETClassifier
	$(UV) pip install "tensorflow-cpu==2.12.0"

$(VENV)/.installed: requirements.lock pyproject.toml
	@sh .ci/prepare "$(PYTHON)" "$(VENV)" $(SPACE_MB)
	@echo "Installing; a few minutes the first time."
	@$(UV) pip install --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --no-build-isolation --no-deps --editable .
	@rm -rf build && touch $@

$(VENV)/.developing: $(VENV)/.installed requirements-dev.lock
	@$(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements-dev.lock
	@touch $@
