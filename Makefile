# Everything a person or the gate does here, by name. `make` alone prints the list.
# 所有日常命令;直接运行 make 即列出。

PYTHON ?= python3
JOBS ?= 2
N ?= 20000

VENV := .venv
BIN := $(VENV)/bin
HAS_VENV := $(VENV)/.stamp-venv
HAS_RUNTIME := $(VENV)/.stamp-runtime
HAS_DEV := $(VENV)/.stamp-dev

# WHEELS=folder installs from a folder of wheels, without any network.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
FROM := $(if $(WHEELS),--no-index --find-links $(WHEELS))
# The pinned lists are whole, so nothing is left to resolve: a newer release cannot change what is installed.
INSTALL := $(PIP) install --no-deps --require-hashes $(FROM)
INSTALL_SELF := $(PIP) install --no-deps --no-build-isolation --no-index --editable .
PYTEST := $(BIN)/python -m pytest
#: Each worker takes a row of neighbours, so that what a module builds is built once; who is done
#: first takes half of what another has left.
PARALLEL := -n $(JOBS) --dist worksteal

# Compiled modules are kept, as in an installed program: hundreds of processes start in a run.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-runtime demo test test-sqlite test-beside test-fast test-engine test-postgresql coverage generative mutants \
	check check-lint check-format check-types check-imports check-pages check-office fix \
	bench bench-office spec glossary catalogue permissions counts wheels pins clean distclean

help: ## 列出全部命令 · this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- first steps ------------------------------------------------------------------------------

setup: $(HAS_DEV) ## 安装开发环境 · install everything that developing needs
setup-runtime: $(HAS_RUNTIME) ## 只安装运行所需 · install only what running needs

demo: setup-runtime ## 演示:计分一次,再建演示县并启动;ONCE=1 试完即止 · score, then serve a county
	@$(BIN)/kaoji demo --county $(if $(ONCE),--once)

$(HAS_VENV):
	@$(PYTHON) tools/venv.py $(VENV)
	@touch $@

$(HAS_RUNTIME): $(HAS_VENV) pyproject.toml requirements/build.txt requirements/runtime.txt
	@echo "安装运行环境 · installing what running needs"
	@$(INSTALL) -r requirements/build.txt -r requirements/runtime.txt
	@$(INSTALL_SELF)
	@touch $@

$(HAS_DEV): $(HAS_VENV) pyproject.toml requirements/build.txt requirements/runtime.txt requirements/dev.txt
	@echo "安装开发环境 · installing what developing needs"
	@$(INSTALL) -r requirements/build.txt -r requirements/dev.txt
	@$(INSTALL_SELF)
	@touch $(HAS_RUNTIME) $@

# --- tests (ARGS='-k name' goes to pytest) ----------------------------------------------------

#: What asks a database is tried once more on PostgreSQL, but for what starts an installation of
#: its own on SQLite.
DATABASE_TESTS := tests/apps tests/site tests/web --only-database \
	$(addprefix --ignore=tests/site/,test_kills.py test_demo_command.py test_disturbed.py \
	test_moving.py test_power.py test_upgrading.py)

#: Half as many processes as the tests beside which it runs.
BESIDE = -n $$(( ($(JOBS) + 1) / 2 )) --dist worksteal -o cache_dir=.pytest_cache/postgresql
ON_POSTGRESQL = $(BIN)/python -m tools.postgresql $(PYTEST) $(1) $(DATABASE_TESTS) $(ARGS) || \
	{ code=$$?; [ $$code -eq 75 ] && [ -z "$$KAOJI_SKIP_NOTHING" ]; }

# Both databases at once: a test that waits for a browser or a server leaves the processor free.
test: setup ## 全部测试 · all tests
	@$(MAKE) --no-print-directory --keep-going --jobs=2 test-sqlite test-beside

test-sqlite:
	@$(PYTEST) $(PARALLEL) $(ARGS)

# Two rows of dots would run into each other: what it prints is shown when it is done.
test-beside:
	@told=$$(mktemp); ( $(call ON_POSTGRESQL,$(BESIDE)) ) >$$told 2>&1; code=$$?; \
	echo; echo "PostgreSQL:"; cat $$told; rm -f $$told; exit $$code

test-postgresql: setup ## 数据库测试,在 PostgreSQL 上再跑一遍 · database tests once more on PostgreSQL
	@$(call ON_POSTGRESQL,$(PARALLEL))

test-fast: setup ## 先跑上次失败的,一错即停 · last failed first, stop at one
	@$(PYTEST) --failed-first --maxfail=1 $(ARGS)

test-engine: setup ## 只测计分引擎 · the engine only
	@$(PYTEST) $(PARALLEL) tests/engine $(ARGS)

coverage: setup ## 引擎的行与分支覆盖率 · line and branch coverage of the engine
	@$(PYTEST) $(PARALLEL) --cov --cov-report=term $(ARGS)

generative: setup ## 长时间随机测试,N=次数 · a long random run, N examples a property
	@KAOJI_N=$(N) HYPOTHESIS_PROFILE=long $(PYTEST) $(PARALLEL) -m hypothesis $(ARGS)

mutants: setup ## 变异测试,MODULE=文件 · change MODULE in small ways: do its tests notice?
	@$(BIN)/python -m tools.mutants $(MODULE)

# --- the gate ---------------------------------------------------------------------------------

check: setup ## 提交前检查 · everything the gate checks
	@$(MAKE) --no-print-directory --keep-going \
		check-lint check-format check-types check-imports check-pages check-office

check-lint: setup
	@$(BIN)/ruff check
check-format: setup
	@$(BIN)/ruff format --check
check-types: setup
	@$(BIN)/mypy
check-imports: setup
	@$(BIN)/lint-imports --no-logo
check-pages: setup
	@$(BIN)/python -m tools.pages --check

check-office: setup
	@KAOJI_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=kaoji.site.settings.base \
		$(BIN)/python -m django check --deploy --fail-level WARNING
	@KAOJI_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=kaoji.site.settings.test \
		$(BIN)/python -m django makemigrations --check --dry-run

fix: setup ## 整理格式、自动修正 · format and repair
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

# --- printed pages and figures ----------------------------------------------------------------

spec: setup ## 由示例打印 docs/language · print docs/language from the examples
	@$(BIN)/python -m tools.pages docs/language

glossary: setup ## 打印 GLOSSARY.md · print GLOSSARY.md from the table of words
	@$(BIN)/python -m tools.pages GLOSSARY.md

catalogue: setup ## 打印 docs/catalogue.md · print where each row of the catalogues stands
	@$(BIN)/python -m tools.pages docs/catalogue.md

permissions: setup ## 由地址打印权限表 · print docs/developing/permissions.md
	@$(BIN)/python -m tools.pages docs/developing/permissions.md

counts: setup ## 函数与文件大小 · sizes of functions and files
	@$(BIN)/python -m tools.sizes

bench: setup ## 启动、检查与计分用时,ARGS=单位数 · how long it all takes, ARGS=units
	@$(BIN)/python -m tools.bench $(ARGS)

bench-office: setup ## 平台用时:名单、表格、网页、断电 · how long lists, workbooks, pages and a restart take
	@for one in lists importing pages restart; do $(BIN)/python -m bench.$$one || exit 1; done

# --- packages ---------------------------------------------------------------------------------

# For other machines: make wheels MACHINES="x86_64 aarch64" PYTHONS="3.11 3.12 3.13"
# With Parquet: SETS="build parquet"; with PostgreSQL: SETS="build postgresql"; for developers:
# SETS="build dev".
SETS ?= build runtime
LISTS = $(SETS:%=-r requirements/%.txt)
DOWNLOAD = $(PIP) download --no-deps --require-hashes --only-binary=:all: --dest wheels $(LISTS)
PYTHONS ?= 3.11 3.12 3.13

wheels: setup-runtime ## 收集离线安装包到 wheels/ · gather wheels for an offline install
	@mkdir -p wheels
ifdef MACHINES
	@set -e; for machine in $(MACHINES); do for python in $(PYTHONS); do \
		echo "wheels: $$machine, Python $$python"; \
		$(DOWNLOAD) --python-version $$python --implementation cp \
			--platform manylinux2014_$$machine --platform manylinux_2_17_$$machine \
			--platform manylinux_2_28_$$machine; \
	done; done
else
	@$(DOWNLOAD)
endif
	@$(PIP) wheel --no-deps --no-build-isolation --no-index --wheel-dir wheels .
	@echo "wheels/: $$(ls wheels | wc -l) 个 · files, $$(du -sh wheels | cut -f1)"

# Needs the public index; everything else is content with a mirror or a folder.
pins: $(HAS_VENV) ## 更新 requirements/*.txt · renew the pinned requirements
	@$(PYTHON) tools/venv.py .venv-pins
	@.venv-pins/bin/python -m pip install --quiet "pip-tools>=7.5"
	@.venv-pins/bin/python tools/pins.py $(ARGS)

# --- tidying ----------------------------------------------------------------------------------

clean: ## 删除缓存与生成物 · remove caches and what was built
	@rm -rf build dist wheels htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## 连同 .venv 一并删除 · remove the environment too
	@rm -rf $(VENV) .venv-pins
