#!/bin/sh
# symbols.sh LIBRARY LIST: the symbols that the shared library exports are the
# list, and the header declares all of them.
set -u
list=$(mktemp) || exit 2
trap 'rm -f "$list"' EXIT
nm -D --defined-only "$1" | awk '{print $3}' |
    grep -vE '^(_init|_fini|__|_edata|_end|_start)' | sort >"$list"
diff -u --label "$2" --label "exported by $1" "$2" "$list"
