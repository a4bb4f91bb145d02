#!/bin/sh
# same.sh AVER ROOT: the frozen rules and the texts that they are made of must
# give the same bytes.
set -eu
aver=$1 root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
"$aver" samples >"$work/frozen.tsv"
"$aver" --rules rules samples >"$work/texts.tsv"
cmp "$work/frozen.tsv" "$work/texts.tsv"
