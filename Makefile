# The commands of the project; `make help` lists them.
# `make run` needs Python 3.11 (with venv) and make, nothing else.

PORT ?= 8000
export PORT
ifdef VAR_DIR
export VAR_DIR
endif

# Python 3.11 is what the pinned versions were tried with; a newer python3 will do.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$name && break; done)
BIN := .venv/bin
TEST_OPTIONS ?= -n 2 --dist loadgroup
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help run test check format bench bench-large relevance texts screenshot

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/installed $(TRANSLATIONS) ## serve the site with its demonstration content (PORT=8000 VAR_DIR=var)
	@$(BIN)/python manage.py serve

test: .venv/installed-test $(TRANSLATIONS) ## run every test (TEST_OPTIONS="-k search")
	@$(BIN)/python -m pytest $(TEST_OPTIONS)

check: .venv/installed-test $(TRANSLATIONS) ## check style, types, layers, settings and migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djhtml --check
	PYTHONPATH=platform:. $(BIN)/lint-imports
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

format: .venv/installed-test ## bring code and templates into the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djhtml

bench: .venv/installed-test ## run every benchmark, one JSON line a figure
	@for file in $$(grep -l __main__ benchmarks/*.py); do \
		PYTHONPATH=platform:. $(BIN)/python -m "benchmarks.$$(basename "$$file" .py)" || exit 1; \
	done

bench-large: .venv/installed-test ## measure search at 10,000, 100,000 and 1,000,000 records (ELASTICSEARCH_TEST_URL=… for both engines)
	@BENCH_LARGE=1 PYTHONPATH=platform:. $(BIN)/python -m benchmarks.search_sizes

relevance: .venv/installed-test ## measure how well the search answers judged queries (ELASTICSEARCH_URL=… for both engines)
	@PYTHONPATH=platform:. $(BIN)/python -m benchmarks.relevance

texts: .venv/installed ## add new texts of readers' pages to the translations
	$(BIN)/python locale/update.py

screenshot: .venv/installed-test ## take the picture of the README anew (needs chromium)
	$(BIN)/python docs/screenshot.py

%.mo: %.po .venv/installed
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(word 2,$(subst /, ,$@))

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found on the PATH."; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) has no venv module; on Debian: apt install python3-venv"; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt (once; some minutes on a slow line)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-test: requirements-test.txt .venv/installed
	@echo "Installing requirements-test.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@
