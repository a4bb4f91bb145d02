#!/bin/sh
# check.sh SOURCE_DIR: fails on an #include against the layers, and on a
# library file that prints or exits. See the diagram in the README.
set -u
cd "$1/src" || exit 2
status=0

# may WHO PATTERN: what files of WHO may include from src/ (extended regex).
may() {
    who=$1 allowed=$2
    bad=$(grep -rnE '^[ \t]*#[ \t]*include "' "$who" |
        grep -vE "#[ \t]*include \"($allowed)\"")
    [ -z "$bad" ] && return
    printf '%s may not include this:\n%s\n' "$who" "$bad"
    status=1
}

# only WHERE HEADER: a library's header is for one place.
only() {
    bad=$(grep -rnE "^[ \t]*#[ \t]*include <$2>" . | grep -vE "^\./$1")
    [ -z "$bad" ] && return
    printf '<%s> is for %s only:\n%s\n' "$2" "$1" "$bad"
    status=1
}

public='aver/[a-z]+\.(h|def)'
may base "base/.*|$public"
may text "(base|text)/.*|$public"
may model "(base|model)/.*|$public"
may rules "(base|text|model|rules)/.*|$public"
may extract "(base|text|model|rules|extract)/.*|$public"
may aver.c "(base|text|model|rules|extract)/.*|$public"
may io "(base|io)/.*|text/utf8\.h|extract/date\.h|$public"
may cli "(base|io|cli)/.*|extract/date\.h|$public"
may tools "(rules|tools)/.*|$public"
only rules/rx pcre2.h
only text/ utf8proc.h
only io/ jansson.h

prints='\<(f?printf|f?puts|putchar|perror|exit|_Exit|abort|err|errx)\('
bad=$(grep -nE "$prints" base/*.c text/*.c model/*.c rules/*.c extract/*.c \
    aver.c 2>/dev/null | grep -vE '#define|/\*|^\S+ \*')
if [ -n "$bad" ]; then
    printf 'The library never prints and never exits:\n%s\n' "$bad"
    status=1
fi

bad=$(grep -rnE '\<(malloc|calloc|realloc|str(n)?dup|asprintf)\(' . \
    --include='*.[ch]' | grep -vE '^\./(base/mem\.c|tools/)')
if [ -n "$bad" ]; then
    printf 'Memory comes through base/mem.h alone:\n%s\n' "$bad"
    status=1
fi
exit $status
