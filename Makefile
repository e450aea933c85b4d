# Nomen's front door. `make` alone lists the targets.
#
# Maven builds; this file only names what people do. Everything runs on the JDK 25 that bin/find-java finds, so the
# default java may be an older one. (Maven on an older one compiles and tests too, but cannot pack modules.)

# Looked for only where it is needed, and once.
JAVA       = $(eval JAVA := $$(or $$(shell bin/find-java),$$(error install a JDK 25)))$(JAVA)
MVN        = JAVA_HOME=$(patsubst %/bin/java,%,$(JAVA)) \
             MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)" \
             mvn -B -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.showLogName=false
FORMATTER := 1.33.0
DIST      := server/target/dist/lib
BUILT     := $(DIST)/.complete
LOAD_DIST := loadtest/target/dist/lib
BENCHED   := bench/target/dist/.complete
MAIN      := $(shell find codec linux store server/src server/pom.xml loadtest/src loadtest/pom.xml pom.xml \
               -path '*/target' -prune -o -path '*/src/test' -prune -o -type f -print)
FORMAT    := target/tools/google-java-format-$(FORMATTER)-all-deps.jar
FORMATTED := find codec linux store server loadtest bench -path '*/target' -prune -o -name '*.java' -print
EXPORTS   := $(foreach p,api code file main parser tree util,--add-exports=jdk.compiler/com.sun.tools.javac.$(p)=ALL-UNNAMED)

PEERS      = nsd knot bind

# Runs Maven with arguments, then the tests of bench/peers if there are arguments for them, and adds all up, also when some failed.
test       = rm -rf */target/surefire-reports target/surefire-reports; \
             $(MVN) $(1); passed=$$?; $(if $(2),.ci/peers-tests $(2) || passed=1;) \
             .ci/test-summary && [ $$passed -eq 0 ]

# Has the JVM keep what a start needs and what was compiled in a training run: docs/tuning.md. Without that a start takes
# longer, and nothing else is different.
# A run that fails leaves a cache too, of what it did: that one is not taken.
rehearse   = rm -rf $(DIST)/../nomen.aot* server/target/rehearsal; \
             NOMEN_JAVA_OPTS="$$NOMEN_JAVA_OPTS -XX:AOTCacheOutput=$(DIST)/../nomen.aot.made" \
             bin/nomen rehearse server/target/rehearsal > server/target/rehearsal.log 2>&1 \
             && mv $(DIST)/../nomen.aot.made $(DIST)/../nomen.aot

# The same for the load generator.
rehearse-load = rm -rf $(LOAD_DIST)/../nomen-load.aot* loadtest/target/rehearsal; \
             NOMEN_LOAD_JAVA_OPTS="$$NOMEN_LOAD_JAVA_OPTS -XX:AOTCacheOutput=$(LOAD_DIST)/../nomen-load.aot.made" \
             bin/nomen-load rehearse loadtest/target/rehearsal > loadtest/target/rehearsal.log 2>&1 \
             && mv $(LOAD_DIST)/../nomen-load.aot.made $(LOAD_DIST)/../nomen-load.aot

# Says that all is built.
finish     = touch $(LOAD_DIST)/.complete $(BUILT); \
             $(rehearse) || echo "no AOT cache was made, starts take longer: see server/target/rehearsal.log"; \
             $(rehearse-load) || echo "no AOT cache was made of nomen-load: see loadtest/target/rehearsal.log"

.DEFAULT_GOAL := help
.PHONY: help build aot run check interop crash fmt fmt-check docs bench bench-keep bench-compare bench-docs peers peers-keep clean
.DELETE_ON_ERROR:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(BUILT) ## everything that bin/nomen and bin/nomen-load need, without the tests

$(BUILT): $(MAIN)
	@echo "building (the first time also fetches the libraries)"
	@rm -rf $(DIST) $(LOAD_DIST)
	@$(MVN) -pl server,loadtest -am package -Dmaven.test.skip
	@$(finish)

aot: build ## make the AOT caches anew by training runs, for the flags of NOMEN_JAVA_OPTS and NOMEN_LOAD_JAVA_OPTS
	@$(rehearse) || { tail -5 server/target/rehearsal.log >&2; exit 1; }
	@$(rehearse-load) || { tail -5 loadtest/target/rehearsal.log >&2; exit 1; }
	@ls -l $(DIST)/../nomen.aot $(LOAD_DIST)/../nomen-load.aot

$(BENCHED): $(MAIN) $(shell find bench/src/main bench/pom.xml -type f)
	@echo "building the benchmarks"
	@rm -rf $(@D)
	@$(MVN) -pl bench -am package -Dmaven.test.skip
	@$(finish)
	@touch $@

run: build ## build, then serve the example zones on 127.0.0.1:5300 and [::1]:5300
	@bin/nomen serve -c examples/nomen.toml

check: fmt-check ## build, then run every test that needs no extra program
	@echo "building and testing (a few minutes)"
	@rm -rf $(DIST) $(LOAD_DIST)
	@$(call test,package,tests)
	@$(finish)

interop: export NOMEN_PROGRAM = $(CURDIR)/bin/nomen
interop: build ## the tests beside BIND, Knot and NSD, and short runs of bench/peers; PEERS="knot" runs the conformance tests against one
	@echo "the tests that need other programs"
	@$(call test,package -Pinterop,trials)
	@$(finish)
	@for peer in $(PEERS); do \
	  echo "the conformance tests against $$peer"; \
	  ($(call test,test -pl server -am -Dtest.tags=conformance -Dnomen.subject=$$peer)) || exit 1; \
	done

# The lives of the store, one for each call to its disk, and the kills of the process.
crash: export NOMEN_CRASH_SEED      = $(SEED)
crash: export NOMEN_CRASH_HISTORIES = $(if $(SEED),1,$(or $(HISTORIES),3000))
crash: export NOMEN_CRASH_CYCLES    = $(or $(CYCLES),200)
crash: ## power cuts on a simulated disk and SIGKILL of the real process; SEED=n repeats one
	@echo "ending the store at every moment"
	@$(call test,test -pl server -am -Dtest.tags=crash)

fmt: $(FORMAT) ## lay out the Java sources
	@$(FORMATTED) | xargs $(JAVA) $(EXPORTS) -jar $(FORMAT) --replace

fmt-check: $(FORMAT) ## say which Java sources are not laid out as make fmt would
	@$(FORMATTED) | xargs $(JAVA) $(EXPORTS) -jar $(FORMAT) --dry-run --set-exit-if-changed \
	  || { echo "not laid out as they should be: run make fmt" >&2; exit 1; }

$(FORMAT):
	@mkdir -p $(@D)
	@$(MVN) -N dependency:copy -DoutputDirectory=$(@D) \
	  -Dartifact=com.google.googlejavaformat:google-java-format:$(FORMATTER):jar:all-deps

docs: ## write the pages of docs/ that come from the code
	@NOMEN_WRITE_DOCS=1 $(MVN) -pl server,bench -am test -Dtest='*PageTest' -Dsurefire.failIfNoSpecifiedTests=false

# JMH's forks have the flags of this JVM.
JMH        = $(JAVA) @conf/jvm.options -cp 'bench/target/dist/lib/*'

bench: $(BENCHED) ## run the JMH benchmarks; BENCH="-f 1 Lookup" passes arguments to JMH
	@mkdir -p target/bench
	@$(JMH) org.openjdk.jmh.Main -rf json -rff target/bench/latest.json $(BENCH)

bench-keep: $(BENCHED) ## run the standard benchmarks (or SET=large) and keep the results in bench/results
	@$(JMH) nomen.bench.results.BenchCommand keep $(or $(SET),standard) \
	  "$$(git rev-parse --short=12 HEAD)$$(git diff --quiet HEAD || echo ' with changes')" $(BENCH)

bench-compare: $(BENCHED) ## run the standard benchmarks, or BENCH="Lookup", and print what changed
	@$(JMH) nomen.bench.results.BenchCommand compare $(BENCH)

bench-docs: ## write the kept results, also those of bench/peers, into docs/performance.md
	@bench/peers/page
	@NOMEN_WRITE_DOCS=1 $(MVN) -pl bench -am test -Dtest=ResultsPageTest -Dsurefire.failIfNoSpecifiedTests=false

peers: build ## measure beside the name servers that are installed; COMPARE="--rounds 3" passes arguments to bench/peers/compare
	@$(MVN) -pl bench -am compile
	@bench/peers/compare $(COMPARE)

peers-keep: build ## take all that docs/performance.md shows beside the peers, and keep it (half an hour); PARTS="lag,restart" takes some
	@$(MVN) -pl bench -am compile
	@bench/peers/all --keep $(if $(PARTS),--parts $(PARTS))
	@bench/peers/page

clean: ## remove what was built
	@rm -rf target */target
