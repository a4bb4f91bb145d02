#!/bin/sh
# campaign.sh TARGET SECONDS [CORPUS]: lets a fuzz target search for SECONDS,
# from the seeds and what CORPUS (below /tmp) holds of earlier campaigns, and
# adds what came of it to campaign.tsv. Everything that is found is put into
# found/TARGET, minimised; the search goes on without it.
set -eu
target=$(realpath "$1") seconds=$2
name=$(basename "$target")
corpus=${3:-/tmp/aver-fuzz/$name}
here=$(dirname "$(realpath "$0")")
source=$here/../..
table=${AVER_TABLE:-$here/campaign.tsv}
mkdir -p "$corpus"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/seeds"
python3 "$here/seeds.py" "$name" "$source" "$work/seeds"
python3 "$here/seeds.py" words "$source" >"$work/words"

# What a crash came from, as small as a minute makes it. What fails no more
# on its own was too slow on a busy machine.
keep() {
    ! "$target" -timeout=20 "$1" >/dev/null 2>&1 || return 0
    "$target" -minimize_crash=1 -max_total_time=60 -exact_artifact_path="$work/small" \
        "$1" >/dev/null 2>&1 || true
    [ -s "$work/small" ] || cp "$1" "$work/small"
    mkdir -p "$here/found/$name"
    mv "$work/small" "$here/found/$name/$(sha1sum <"$work/small" | cut -c 1-12)"
    found=$((found + 1))
}

began=$(date +%s) found=0 runs=0
left=$seconds
while [ "$left" -gt 0 ]; do
    "$target" -max_total_time="$left" -timeout=20 -rss_limit_mb=4000 \
        -max_len="${AVER_MOST:-20000}" -print_final_stats=1 -dict="$work/words" \
        -artifact_prefix="$work/" "$corpus" "$work/seeds" \
        2>"$work/log" || true
    done=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
    runs=$((runs + ${done:-0}))
    cp "$work/log" "$corpus.log"
    for input in "$work"/crash-* "$work"/timeout-* "$work"/oom-* \
        "$work"/leak-*; do
        [ -f "$input" ] || continue
        keep "$input"
        rm "$input"
    done
    left=$((seconds - ($(date +%s) - began)))
done
of=$(sed -n 's/.*Loaded .*modules *(\([0-9]*\) inline.*/\1/p' "$work/log" | head -n 1)
reached=$(grep -oE 'cov: [0-9]+ ft: [0-9]+' "$work/log" | tail -n 1)
[ -f "$table" ] || printf 'date\tcommit\ttarget\tseconds\texecutions\tedges\tof\tfeatures\tinputs\tfound\n' >"$table"
printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%F)" \
    "$(git -C "$source" rev-parse --short HEAD)" "$name" \
    "$(($(date +%s) - began))" "$runs" "$(echo "$reached" | cut -d ' ' -f 2)" \
    "$of" "$(echo "$reached" | cut -d ' ' -f 4)" \
    "$(find "$corpus" -type f | wc -l)" "$found" >>"$table"
tail -n 1 "$table"
