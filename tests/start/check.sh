#!/bin/sh
# check.sh COMMAND: what is compiled in has few pointers. In a position-
# independent command the dynamic linker writes each of them at every start,
# and so copies its page: 2 MB of them cost more than reading an article.
# Tables refer to each other by numbers instead (aver_entry, lexicon.h).
set -u
most=256 # KB, of which half is in use: patterns, macros, names

size=$(LC_ALL=C readelf -SW "$1" | sed 's/^ *\[ *[0-9]*\] *//' |
    awk '$1 == ".data.rel.ro" { print $5 }')
[ "$size" ] || { echo "$1: no .data.rel.ro"; exit 1; }
size=$((0x$size / 1024))
[ "$size" -le "$most" ] && exit 0
echo "$(basename "$1"): $size KB, not $most at the most, are relocated at" \
     "every start; the largest are (nm -S --size-sort):"
nm -S --size-sort "$1" | grep ' d ' | tail -n 5
exit 1
