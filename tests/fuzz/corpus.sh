#!/bin/sh
# corpus.sh TARGET CORPUS: of what campaigns have gathered the least that
# reaches as much, in inputs of up to 512 bytes, into corpus/TARGET.tar.gz.
set -eu
target=$(realpath "$1") corpus=$(realpath "$2")
name=$(basename "$target")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/least" "$work/small" "$here/corpus"
find "$corpus" -type f -size -513c -exec cp {} "$work/small/" \; || true
"$target" -merge=1 -timeout=20 -rss_limit_mb=4000 "$work/least" \
    "$work/small" >"$work/log" 2>&1 || {
    tail "$work/log"
    exit 1
}
tar -C "$work/least" --sort=name --mtime=@0 --owner=0 --group=0 -c . |
    gzip -n9 >"$here/corpus/$name.tar.gz"
echo "$name: $(find "$work/least" -type f | wc -l) inputs," \
    "$(wc -c <"$here/corpus/$name.tar.gz") bytes"
