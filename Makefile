# make B=build PROFILE=release|asan|tsan|cov|fuzz|world CC=gcc|clang [target]; `make help` tells the targets.
B ?= build
PROFILE ?= release
PREFIX ?= /usr/local
ifeq ($(origin CC),default)
CC := gcc
endif
FLOORS := base rule wire store matter face

# -- what stands on what (CONTRIBUTING.md 1)
BELOW_base :=
BELOW_rule := base
BELOW_wire := base
BELOW_store := base
BELOW_matter := store rule base
BELOW_face := matter store wire rule base

# -- flags
IS_CLANG := $(findstring clang,$(shell $(CC) --version))
WARN := -Wall -Wextra -Wformat=2 -Wconversion -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Werror
FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fno-strict-overflow \
	-fno-delete-null-pointer-checks -fPIE -ftrivial-auto-var-init=$(if $(IS_CLANG),pattern,zero) \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
LINK_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
# gcc's warnings that follow the flow are judged in release: sanitizers change the flow.
FLOW := $(if $(IS_CLANG),,-Wno-maybe-uninitialized -Wno-format-truncation -Wno-format-overflow -Wno-stringop-overflow)
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer $(FLOW)
LINK_asan := -fsanitize=address,undefined
FLAGS_tsan := -O1 -g -fsanitize=thread -fno-omit-frame-pointer $(FLOW)
LINK_tsan := -fsanitize=thread
FLAGS_cov := -O0 -g --coverage $(if $(IS_CLANG),,-fprofile-abs-path)
LINK_cov := --coverage
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LINK_fuzz := -fsanitize=address,undefined
# Time and chance given by a test (src/base/os_world.h): never to be installed.
FLAGS_world := -O2 -g -DHUIYIN_WORLD
LINK_world := -pthread
ifeq ($(FLAGS_$(PROFILE)),)
$(error PROFILE is one of release asan tsan cov fuzz world)
endif
# libseccomp is for the helper programs: --as-needed leaves it out of the server.
PKGS := sqlite3 libsodium jansson libqrencode libutf8proc zlib libseccomp
# libpq and libcurl are loaded when they are needed (doc/decisions/postgres.md, ledger.md): headers only.
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) libpq libcurl 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
CFLAGS_ALL := -std=gnu17 -D_GNU_SOURCE -pthread $(WARN) $(FLAGS_$(PROFILE)) -Isrc -I$(B)/gen -DHUIYIN_SHARE=\"$(PREFIX)/share/huiyin\" $(PKG_CFLAGS) $(CFLAGS)
LINK_ALL := -pthread -Wl,--as-needed $(LINK_$(PROFILE)) $(LDFLAGS)
# Short lines; V=1 shows the commands.
Q := $(if $(V),,@)
SAY_LD = $(if $(V),,@echo '  LD $@' && )
COMPILE = $(if $(V),,echo '  CC $<' &&) $(CC) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

# -- what there is
SRC = $(wildcard src/$(1)/*.c)
OBJ = $(patsubst %.c,$(B)/obj/%.o,$(call SRC,$(1)))
GEN_base := text
GEN_rule := han_table
GEN_store := $(if $(wildcard tools/sql2c.c),query schema)
GEN_face := assets
OBJ_ALL = $(call OBJ,$(1)) $(patsubst %,$(B)/obj/gen/%.o,$(GEN_$(1)))
LIB = $(patsubst %,$(B)/lib%.a,$(1) $(BELOW_$(1)))
FUZZ := $(patsubst test/fuzz/fuzz_%.c,%,$(wildcard test/fuzz/fuzz_*.c))
ASSETS := $(wildcard assets/*.*)
# Programs that stand beside the server, each on a few floors only: $(B)/huiyin-<folder>.
# PKGS_<folder>: libraries that it alone is linked with, never the server.
PROGRAMS := $(patsubst src/%/,%,$(dir $(wildcard src/*/main_*.c)))
BELOW_verify := rule base
BELOW_witness := wire rule base
BELOW_sheet := wire base
BELOW_print := wire base
BELOW_clean := base
PKGS_sheet := libzip expat
PKGS_print := pangocairo
PKGS_clean := libjpeg libqpdf libzip zlib
# A program's own library is all of it but its beginning; tests are linked with that.
PART = $(filter-out %/main_$(1).o,$(call OBJ,$(1)))
OWN_CFLAGS = $(if $(PKGS_$(1)),$(shell pkg-config --cflags $(PKGS_$(1))))
OWN_LIBS = $(if $(PKGS_$(1)),$(shell pkg-config --libs $(PKGS_$(1))) -lm)
UNITS := $(foreach f,$(FLOORS) $(PROGRAMS),$(if $(wildcard test/unit/$(f)_*.c),unit-$(f)))
PICO := node_modules/@picocss/pico/css/pico.min.css

.PHONY: all unit fuzz replay lint cov bench install clean help $(UNITS)
.DELETE_ON_ERROR:
.SECONDARY:
all: $(B)/huiyin $(PROGRAMS:%=$(B)/huiyin-%)

help:
	@echo 'all (default)  $(B)/huiyin, and beside it: $(PROGRAMS:%=huiyin-%)'
	@echo 'unit           every unit runner; unit-<floor> one of: $(FLOORS)'
	@echo 'fuzz           libFuzzer programs (clang, PROFILE=fuzz); replay: the same over their corpora'
	@echo 'bench          the measuring programs of bench/'
	@echo 'lint           the house rules'
	@echo 'cov            how many lines the unit tests reach (builds into $(B)-cov)'
	@echo 'install        DESTDIR, PREFIX=$(PREFIX)'
	@echo 'profiles       make PROFILE=release|asan|tsan|cov|fuzz|world CC=gcc|clang B=folder'

# -- the program
$(B)/huiyin: $(B)/obj/src/main.o $(call LIB,face)
	$(SAY_LD)$(CC) $(LINK_ALL) $^ $(LIBS) -o $@

define program_rules
$(call OBJ,$(1)): CFLAGS_ALL += $$(call OWN_CFLAGS,$(1))
$(B)/lib$(1).a: $(call PART,$(1))
	@rm -f $$@
	$(Q)ar rcs $$@ $$^
$(B)/huiyin-$(1): $(B)/obj/src/$(1)/main_$(1).o $(call LIB,$(1))
	$$(SAY_LD)$(CC) $(LINK_ALL) $$^ $(LIBS) $$(call OWN_LIBS,$(1)) -o $$@
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rules,$(p))))

define floor_rules
$(B)/lib$(1).a: $(call OBJ_ALL,$(1))
	@rm -f $$@
	$(Q)ar rcs $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call floor_rules,$(f))))

$(B)/obj/src/%.o: src/%.c $(B)/flags | $(B)/gen/text.h
	@mkdir -p $(@D)
	$(Q)$(COMPILE)
$(B)/obj/gen/%.o: $(B)/gen/%.c $(B)/flags
	@mkdir -p $(@D)
	$(Q)$(COMPILE)
# The generated headers a floor includes must be there before its first build.
$(call OBJ,rule): | $(B)/gen/han_table.h
$(foreach f,store matter face,$(call OBJ,$(f))) $(B)/obj/src/main.o: | $(if $(GEN_store),$(B)/gen/query.h)
$(call OBJ,face) $(B)/obj/src/main.o: | $(B)/gen/assets.h

# A folder built with other flags is built anew.
$(B)/flags: FORCE
	@mkdir -p $(B)/gen
	@echo '$(CC) $(CFLAGS_ALL) $(LINK_ALL)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL) $(LINK_ALL)' > $@
FORCE:

# -- generated sources
$(B)/tool/%: tools/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) -O1 -g $(PKG_CFLAGS) $< -o $@ -lsqlite3 -lsodium -lz
$(B)/gen/text.h $(B)/gen/text.c &: $(B)/tool/text2c $(wildcard text/*.txt)
	@mkdir -p $(B)/gen
	$(Q)$(B)/tool/text2c -o $(B)/gen $(sort $(wildcard text/*.txt))
# Forms and readings of Han characters, from Debian's unicode-data.
UNIHAN := $(patsubst %,/usr/share/unicode/Unihan_%.txt.bz2,Variants Readings)
$(B)/gen/han_table.h $(B)/gen/han_table.c &: $(B)/tool/han2c
	@mkdir -p $(B)/gen
	$(Q)bzcat $(UNIHAN) | $(B)/tool/han2c -o $(B)/gen
SQL := $(sort $(wildcard sql/schema/*.sql sql/sqlite/*.sql sql/postgres/*.sql)) -- $(sort $(wildcard sql/query/*.sql))
$(B)/gen/query.h $(B)/gen/query.c $(B)/gen/schema.c &: $(B)/tool/sql2c $(filter-out --,$(SQL))
	@mkdir -p $(B)/gen
	$(Q)$(B)/tool/sql2c -o $(B)/gen $(SQL)
$(B)/gen/assets.h $(B)/gen/assets.c &: $(B)/tool/embed $(ASSETS) $(B)/gen/pico.min.css
	@mkdir -p $(B)/gen
	$(Q)$(B)/tool/embed -o $(B)/gen $(ASSETS) $(B)/gen/pico.min.css
# Pico without its data: pictures, which our policy does not load: a browser
# that styles a page before huiyin.css is there would complain about them.
$(B)/gen/pico.min.css: $(PICO)
	@mkdir -p $(B)/gen
	$(Q)sed 's/url("data:[^"]*")/none/g' $< >$@
$(PICO):
	tools/install-deps --npm

# -- tests
unit: $(UNITS)
$(UNITS): unit-%: $(B)/unit-%
$(B)/obj/test/%.o: test/%.c $(B)/flags | $(B)/gen/text.h
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -Itest/unit -Wno-missing-prototypes
define unit_rules
$(patsubst %.c,$(B)/obj/%.o,$(wildcard test/unit/$(1)_*.c)): | $(if $(filter store matter face,$(1)),$(if $(GEN_store),$(B)/gen/query.h))
$(B)/unit-$(1): $(B)/obj/test/unit/test.o $(patsubst %.c,$(B)/obj/%.o,$(wildcard test/unit/$(1)_*.c)) $(call LIB,$(1))
	$$(SAY_LD)$(CC) $(LINK_ALL) $$^ $(LIBS) $$(call OWN_LIBS,$(1)) -o $$@
endef
$(foreach f,$(UNITS:unit-%=%),$(eval $(call unit_rules,$(f))))

# A fuzz target is linked with the floors whose headers it includes: looked up once for each.
FUZZ_LOOK = $(sort $(foreach g,$(shell grep -oE '"(\.\./)*(src/)?[a-z]+/[a-z0-9_]+\.h"' test/fuzz/fuzz_$(1).c | sed 's,/[a-z0-9_]*\.h"$$,,; s,.*[/"],,'),$(g) $(BELOW_$(g))))
$(foreach f,$(FUZZ),$(eval FUZZ_FLOORS_$(f) := $(call FUZZ_LOOK,$(f))))
FUZZ_FLOORS = $(FUZZ_FLOORS_$(1))
FUZZ_LIBS = $(foreach f,$(PROGRAMS) face matter store wire rule base,$(if $(filter $(f),$(call FUZZ_FLOORS,$(1))),$(B)/lib$(f).a))
FUZZ_OWN = $(foreach f,$(PROGRAMS),$(if $(filter $(f),$(call FUZZ_FLOORS,$(1))),$(call OWN_LIBS,$(f))))
define fuzz_rules
$(B)/obj/test/fuzz/fuzz_$(1).o: CFLAGS_ALL += $(foreach f,$(PROGRAMS),$(if $(filter $(f),$(call FUZZ_FLOORS,$(1))),$(call OWN_CFLAGS,$(f))))
$(B)/fuzz-$(1): $(B)/obj/test/fuzz/fuzz_$(1).o $(call FUZZ_LIBS,$(1))
	$$(SAY_LD)$(CC) $(LINK_ALL) -fsanitize=fuzzer $$^ $(LIBS) $(call FUZZ_OWN,$(1)) -o $$@
$(B)/replay-$(1): $(B)/obj/test/fuzz/replay.o $(B)/obj/test/fuzz/fuzz_$(1).o $(call FUZZ_LIBS,$(1))
	$$(SAY_LD)$(CC) $(LINK_ALL) $$^ $(LIBS) $(call FUZZ_OWN,$(1)) -o $$@
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz_rules,$(f))))
ifeq ($(PROFILE),fuzz)
fuzz: $(FUZZ:%=$(B)/fuzz-%)
else
fuzz:
	$(MAKE) PROFILE=fuzz CC=clang B=$(B)-fuzz fuzz
endif
replay: $(FUZZ:%=$(B)/replay-%)

BENCH := $(patsubst bench/%.c,%,$(wildcard bench/*.c))
bench: $(BENCH:%=$(B)/bench-%)
$(B)/obj/bench/%.o: bench/%.c $(B)/flags | $(B)/gen/text.h $(if $(GEN_store),$(B)/gen/query.h)
	@mkdir -p $(@D)
	$(Q)$(COMPILE)
# it measures a filing with and without its leaf
$(B)/bench-city_ledger: LINK_ALL += -Wl,--wrap=ledger_note
$(B)/bench-%: $(B)/obj/bench/%.o $(call LIB,face)
	$(SAY_LD)$(CC) $(LINK_ALL) $^ $(LIBS) -o $@

lint: $(foreach f,$(FLOORS),$(call OBJ_ALL,$(f))) $(foreach p,$(PROGRAMS),$(call OBJ,$(p))) $(B)/huiyin
	tools/lint $(B)

cov:
	$(MAKE) PROFILE=cov CC=gcc B=$(B)-cov unit
	tools/coverage $(B)-cov

# -- into the system
install: $(B)/huiyin $(PROGRAMS:%=$(B)/huiyin-%)
	$(if $(filter world,$(PROFILE)),$(error PROFILE=world is for tests: its secrets can be guessed))
	for p in huiyin $(PROGRAMS:%=huiyin-%); do install -D -m 755 $(B)/$$p $(DESTDIR)$(PREFIX)/bin/$$p; done
	for m in $(wildcard doc/man/*.[1-8]); do install -D -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$${m##*/}; done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's,/usr/local/bin/,$(PREFIX)/bin/,' doc/huiyin.service >$(DESTDIR)$(PREFIX)/lib/systemd/system/huiyin.service
	cd rules && find . -type f -exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/huiyin/rules/{} \;

clean:
	rm -rf $(B) $(B)-cov $(B)-fuzz

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
