# 执笔：`make run` 启动，`make test` 运行全部测试；两者都会先装好需要的东西。

SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run setup test bench lint lock clean

help:
	@echo '执笔：讲话稿起草、审阅与素材管理'
	@echo '  make run     安装所需、启动数据库与网页服务（http://127.0.0.1:8000/；换端口：PORT=8001 make run）'
	@echo '  make test    安装所需、运行全部测试'
	@echo '  make setup   只安装，不启动'
	@echo '  make lint    代码检查'
	@echo '  make bench   测量速度'
	@echo '  make lock    按 pyproject.toml 重新生成依赖锁定文件'
	@echo '  make clean   删除 .venv 与缓存（数据在 var/，不会动）'

run: $(VENV)/installed
	@exec $(BIN)/python manage.py serve

setup: $(VENV)/installed

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest

bench: $(VENV)/installed-dev
	@$(BIN)/python -m pytest -q -s tests/bench

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet
	@.ci/check-javascript

# Names, versions and hashes only: where packages come from is the machine's business.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade
lock: $(VENV)/installed-dev
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock
	@if grep -n '://' requirements.lock requirements-dev.lock; then echo '锁定文件里不应有网址'; exit 1; fi

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp newer than the lock file means: nothing to install.
$(VENV)/installed: requirements.lock | $(BIN)/pip
	@echo '正在安装依赖（首次约一分钟）……'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock | $(BIN)/pip
	@echo '正在安装依赖和测试工具（首次约两分钟）……'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/installed

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || \
		{ echo '没有找到 $(PYTHON)。请先安装 Python 3.11 或更新的版本（Debian：apt-get install python3 python3-venv）。'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新的版本，现在是 $$($(PYTHON) -V)。可用 make run PYTHON=/路径/python3.11 指定。"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo '这个 Python 缺少 venv 模块。Debian 请运行：apt-get install python3-venv，然后再试一次。'; exit 1; }
	@$(PYTHON) -m venv $(VENV)
