# demo and test set up what they need: Python 3.11 or newer, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check audit fuzz bench train crossval card golden score wheelhouse cluster-demo soak clean
.DEFAULT_GOAL := test

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev,ocr]'
	touch $@

# The main job: the sample notices become tables in output/.
demo: $(READY)
	$(BIN)/noticeparse convert samples/notices --schools samples/schools.csv --output output --format csv,json,xlsx

test: $(READY)
	$(BIN)/python -m pytest -n auto

# What has to hold before a change lands.
check: $(READY)
	$(BIN)/ruff check src tests samples benchmarks training
	$(BIN)/ruff format --check src tests samples benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports

# Known holes of the libraries that are installed. Not in check: it asks the network, and what it
# says changes from day to day.
audit: $(READY)
	@mkdir -p build && $(BIN)/python -m pip freeze --exclude-editable > build/installed.txt
	@if $(BIN)/python -m pip install --quiet pip-audit; \
	then $(BIN)/pip-audit --strict --no-deps --disable-pip --requirement build/installed.txt; \
	else echo "no network: the libraries were not looked up"; fi

# Inputs changed over and over, for so many seconds in all (tests/fuzz); led by atheris where it is.
SECONDS ?= 600
fuzz: $(READY)
	-$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS) $(TARGETS)

bench: $(READY)
	$(BIN)/python benchmarks/convert.py

# The weights of evidence, from the labelled notices of training/ and those beside the checkout.
train: $(READY)
	$(BIN)/python -m training.train

# Labelled notices, each read with weights that were made without it.
crossval: $(READY)
	$(BIN)/python -m training.crossval $(CROSSVAL_FLAGS)

# What the weights are and were made from; FIGURES is what crossval printed, if it was run.
card: $(READY)
	$(BIN)/python -m training.card $(FIGURES)

# Rewrite the expected results of samples and public notices; look at the difference before you keep it.
golden: $(READY)
	$(BIN)/python -m tests.golden.regenerate
	$(BIN)/python -m tests.training.public_table
	$(BIN)/python benchmarks/follow.py

# Score against documents with known answers, where they lie beside the checkout.
score: $(READY)
	@if [ -x ../shared/eval/acceptance ]; then \
	  PATH="$(CURDIR)/$(BIN):$$PATH" ../shared/eval/acceptance "$$(cat .ci/accepted)" $(SCORE_FLAGS); \
	else echo "no evaluation data"; fi

# Writers of a register that are killed at random moments: KILLS=100 DATABASE=postgresql://user@host/empty
KILLS ?= 100
soak: $(READY)
	$(BIN)/python -m tests.register.soak --kills $(KILLS) $(if $(DATABASE),--database $(DATABASE))

# A cluster of four workers on this machine reads the samples; its results are those of one machine.
cluster-demo: $(READY)
	rm -rf output/cluster-demo
	$(BIN)/python benchmarks/cluster_demo.py samples/notices output/cluster-demo

# Everything that Windows needs to install noticeparse without internet: wheelhouse.zip.
wheelhouse: $(READY)
	$(BIN)/python packaging/windows/wheelhouse.py

clean:
	rm -rf $(VENV)
