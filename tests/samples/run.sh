#!/bin/sh
# run.sh AVER SOURCE_DIR: the claims of samples/ against expected.tsv, which
# was read line by line. AVER_UPDATE=1 writes it anew: read the diff.
set -eu
aver=$1 source=$2
cd "$source"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$aver" samples/ >"$out"
if [ "${AVER_UPDATE:-}" ]; then
    cp "$out" tests/samples/expected.tsv
fi
diff -u tests/samples/expected.tsv "$out"
