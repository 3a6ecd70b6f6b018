# Two commands: make demo, make test. The work is in tasks.py, which also runs without make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.PHONY: setup demo test adversary bench lock
setup demo test adversary bench lock:
	@$(PYTHON) tasks.py $@
