# Everything a person runs here. `make help` lists it. Nothing is installed outside .venv.

PORT ?= 8000
RUN := .venv/bin/python
MANAGE := $(RUN) manage.py
FRENCH := locale/fr/LC_MESSAGES/django.po
# How many processes the tests use; `auto` is one a core.
WORKERS ?= auto
# Of OpenSearch: 2.19 runs on Debian's Java, 3.5 needs Java 21.
VERSION ?= 2.19

.PHONY: help demo test lint types style fmt messages bench trials requirements cluster cluster-stop cluster-status test-cluster
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' Makefile | expand -t 15

demo: export DJANGO_SETTINGS_MODULE = config.settings.demo
demo: export BASE_URL = http://127.0.0.1:$(PORT)
demo: .venv/base.done ## the site with a town's worth of guides, on http://127.0.0.1:8000 (PORT=9000 changes it)
	@$(RUN) -c 'import socket, sys; sys.exit(not socket.socket().connect_ex(("127.0.0.1", $(PORT))))' \
		|| { echo "Something else already answers on port $(PORT). Try: make demo PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; }
	@echo "Preparing the site."
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(MANAGE) rebuild_search --if-needed --verbosity 0
	@$(MANAGE) load_demo
	@echo && echo "Open $(BASE_URL)/ (the editor is at $(BASE_URL)/admin/). Ctrl-C stops it."
	@exec $(RUN) -m gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --limit-request-line 8190 --log-level warning

test: .venv/dev.done ## every test on SQLite, then all that they asked of it on PostgreSQL when TEST_POSTGRES_URL names a server
	@set -e; set -- -n $(WORKERS) --dist load --maxschedchunk 24; \
	if [ -z "$$CI" ] && ! { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then \
		echo "Not run in a browser: no Chromium here. On Debian, apt install chromium-headless-shell."; \
		set -- "$$@" -m "not browser"; \
	fi; \
	if [ -z "$$CI$$SEARCH_TEST_URL" ] && ! $(RUN) cluster/control.py url >/dev/null 2>&1; then \
		echo "Not asked of a search cluster: none runs here. make cluster starts one."; \
	fi; \
	DATABASE_URL= $(RUN) -m pytest "$$@"; \
	if [ -n "$$TEST_POSTGRES_URL" ]; then \
		echo "Rules, and what the others ask of a database, on PostgreSQL:"; \
		DATABASE_URL="$$TEST_POSTGRES_URL" $(RUN) -m pytest "$$@" --only-database; \
	elif [ -n "$$CI" ]; then \
		echo "TEST_POSTGRES_URL is not set, and nothing may be left out here." >&2; exit 1; \
	else \
		echo "Not run on PostgreSQL: set TEST_POSTGRES_URL=postgres://user:password@host/name to try it there too."; \
	fi

lint: .venv/dev.done ## what tools can judge: style, types, floors, templates, migrations
	$(MAKE) --jobs 2 --output-sync --no-print-directory types style

types: .venv/dev.done ## the half of lint that takes longest
	$(RUN) -m mypy

style: .venv/dev.done ## the other half
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	.venv/bin/lint-imports
	git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --check --target-version 5.2
	$(MANAGE) makemigrations --check --dry-run

fmt: .venv/dev.done ## rewrite Python and templates the way lint wants them
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format
	-git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2

messages: .venv/base.done ## collect the sentences to translate, and compile the translations (needs gettext)
	$(RUN) -m web.admin.french
	$(MANAGE) makemessages --locale fr --extension html,txt,py,xhtml,opf --no-location --ignore .venv --ignore var --ignore tests
	# Sentences of Wagtail's that are said otherwise here stand in the same file, and no source of ours names them.
	msgattrib --clear-obsolete --sort-output --output-file $(FRENCH) $(FRENCH)
	$(MANAGE) compilemessages --locale fr --ignore .venv

bench: .venv/dev.done ## measure, and write the figures to bench/ (needs wrk)
	$(RUN) bench/run.py

trials: .venv/dev.done ## try to break it: kills, full disks, attacks, on sites of their own (minutes)
	$(RUN) trials/run.py

cluster: .venv/dev.done ## a search cluster of three nodes on this machine; prints its SEARCH_URL (VERSION=3.5 changes it; needs Maven)
	@$(RUN) cluster/control.py start --version $(VERSION)

cluster-stop: .venv/dev.done ## end it
	@$(RUN) cluster/control.py stop

cluster-status: .venv/dev.done ## tell whether it is well
	@$(RUN) cluster/control.py status

test-cluster: .venv/dev.done ## what is asked of every search engine, of a cluster started for it, by both clients (VERSION=3.5)
	@set -e; $(RUN) cluster/control.py start --version $(VERSION); trap '$(RUN) cluster/control.py stop' EXIT; \
	export DATABASE_URL= EVERY_CLIENT=1 SEARCH_TEST_URL="$$($(RUN) cluster/control.py url)"; \
	$(RUN) -m pytest -n 0 tests/search; \
	LOSE_NODES=1 $(RUN) -m pytest -n 0 tests/search/cluster/test_lost_node.py

requirements: ## pin every version again, with hashes, from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--output-file requirements/base.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--constraint requirements/base.txt --extra search --output-file requirements/search.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--constraint requirements/base.txt --constraint requirements/search.txt --extra search --group dev \
		--output-file requirements/dev.txt pyproject.toml

# Installed again only when the requirements change. The first Python of 3.11 or later that can make a venv is taken.
.venv/%.done: requirements/%.txt
	@$(RUN) -m pip --version >/dev/null 2>&1 || { \
		for python in "$$PYTHON" python3 python3.13 python3.12 python3.11 python3.14; do \
			[ -n "$$python" ] && "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
				&& "$$python" -m venv --clear .venv && break; \
		done; \
		[ -x $(RUN) ] || { echo "No Python of 3.11 or later with venv here. On Debian: apt install python3-venv. \
	Elsewhere, name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }; \
	}
	@echo "Installing requirements/$*.txt into .venv, which takes a minute or two the first time."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-input --use-pep517 \
		--require-hashes --requirement requirements/$*.txt
	@touch $@
