# Thin on purpose: what happens before the package is installed is in tools/bootstrap.py
# (standard library only), everything after that in the package (statcomms --help).

PORT ?= 8888
SERVE ?= yes
PYTHON ?=
export PYTHON

BOOTSTRAP = python=$$(sh tools/find_python.sh) && "$$python" tools/bootstrap.py

.PHONY: help course test requirements clean

help:
	@echo "make course           install, build and open the course (SERVE=no: do not open it; PORT=8900: another port)"
	@echo "make test             install what tests need and run all of them"
	@echo "make requirements     renew the pinned requirements after a change in pyproject.toml"
	@echo "make clean            remove .venv and what was built; your work is kept"

course:
	@$(BOOTSTRAP) course --serve "$(SERVE)" --port "$(PORT)"

test:
	@$(BOOTSTRAP) test

requirements:
	@$(BOOTSTRAP) requirements

clean:
	@rm -rf .venv _build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
