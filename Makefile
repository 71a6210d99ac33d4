# The two that a newcomer needs: make run, make test. Everything else: make help.

SHELL = /bin/sh
CC = cc
SWIFT = swift

# Headers of the two system libraries that the package links; libncursesw5-dev is the former name of
# the first, which newer systems do not know any more.
packages = libncurses-dev libsqlite3-dev
formatted = Package.swift Sources Tests
# Started in half the time, and needs no Swift runtime on the machine it is copied to.
release_flags = -c release --static-swift-stdlib -Xlinker --strip-all

say = @printf '==> %s\n'

.PHONY: help run test test-peers test-faults build release lint format bench clean set-up

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

run: build ## Build, and open the app on a make-believe company with a service of its own
	$(say) 'Opening Tamarack (press ? for help, q to quit)'
	@"$$($(SWIFT) build --show-bin-path)/tam" demo

test: set-up lint ## Check the style, build, and run every test
	$(say) 'Building and testing (the first build takes minutes, later ones seconds)'
	@$(SWIFT) test --disable-xctest

test-peers: packages += python3-venv
test-peers: build ## Ask the stand-ins with clients that others wrote, from Python's package index
	$(say) 'Asking the stand-ins with the clients of others'
	@programs="$$($(SWIFT) build --show-bin-path)" Tests/Peers/run

test-faults: set-up ## Try 200 schedules of faults on each connector, where make test tries fewer
	$(say) 'Building, and trying 200 schedules of faults on each connector'
	@TAM_FAULT_SEEDS=200 $(SWIFT) test --disable-xctest --filter FaultScheduleTests

build: set-up ## Build both programs for development
	$(say) 'Building tam, the app (the first build takes minutes, later ones seconds)'
	@$(SWIFT) build --product tam
	$(say) 'Building tamd, the service'
	@$(SWIFT) build --product tamd

release: set-up ## Build both programs to ship: optimized, static, stripped
	$(say) 'Building tam for release (takes many minutes the first time)'
	@$(SWIFT) build $(release_flags) --product tam
	$(say) 'Building tamd for release'
	@$(SWIFT) build $(release_flags) --product tamd
	@printf '==> Both are in %s\n' "$$($(SWIFT) build -c release --show-bin-path)"

lint: ## Check the format of every Swift file
	$(say) 'Checking the format'
	@$(SWIFT) format lint --strict --recursive --parallel $(formatted)

format: ## Format every Swift file in place
	@$(SWIFT) format --in-place --recursive --parallel $(formatted)

bench: packages += sqlite3 time htop newsboat tig vim
bench: release .build/bench/floor ## Measure, beside floors measured in the same run
	$(say) 'Building the benchmark'
	@$(SWIFT) build $(release_flags) --product Bench
	$(say) 'Measuring (keep the machine quiet)'
	@programs="$$($(SWIFT) build -c release --show-bin-path)" floor=.build/bench/floor Tests/Bench/run

.build/bench/floor: Tests/Bench/floor.c
	@mkdir -p $(@D)
	@$(CC) -std=c17 -Wall -Wextra -O2 -o $@ $< -lncursesw -ltinfo

clean: ## Remove everything that was built
	rm -rf .build

set-up:
	@.ci/set-up $(packages)
