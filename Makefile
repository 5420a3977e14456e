# SPDX-License-Identifier: Apache-2.0
# Every target sets up what it needs first and is quick the second time. On Windows and macOS call the same words
# directly: python3 installers/setup_environment.py run
PYTHON ?= python3
ASSAY := $(PYTHON) installers/setup_environment.py

.PHONY: help run app test lint bench differential screenshots packs lock installers clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ## check a bundled sample: in the window, or in the terminal where there is no screen
	@$(ASSAY) run

app: ## start the window
	@$(ASSAY) app

test: ## run all tests
	@$(ASSAY) test $(ARGS)

lint: ## style, format, types, import contracts
	@$(ASSAY) lint

bench: ## measure: time and memory of checking, beside the reference engines
	@$(ASSAY) bench

differential: ## compare with pySHACL on more than 10,000 mutants over both packs (about half an hour)
	@$(ASSAY) differential $(ARGS)

screenshots: ## draw every view in all languages into out/gallery, and the pictures of the documents anew
	@$(ASSAY) screenshots

packs: ## rebuild the prebuilt data of the bundled rule packs and texts
	@$(ASSAY) packs

lock: ## raise the pinned versions of the dependencies
	@$(ASSAY) lock

installers: ## build the installers for this operating system into dist/
	@$(ASSAY) installers

clean: ## remove what was built, the environment too
	@$(ASSAY) clean
