#!/bin/sh
# replay.sh TARGET SOURCE_DIR [SECONDS]: the target on everything that was
# found before, on the samples and the rules, then SECONDS (5) of new inputs.
set -eu
target=$1 source=$2 seconds=${3:-5}
name=$(basename "$target")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/new"
cp "$source"/samples/*.txt "$source"/samples/*.jsonl "$work/new/"
case $name in
*rules*) # the first byte says what the rest is
    rules="$source/rules/en"
    { printf '\001' && cat "$rules/inflection.txt"; } >"$work/new/i"
    { printf '\002' && head -n 200 "$rules/lexicon/time.txt"; } >"$work/new/w"
    { printf '\003' && cat "$rules/mention/60-group.rules"; } >"$work/new/u"
    { printf '\004' && cat "$rules/claim/40-status.rules"; } >"$work/new/c"
    ;;
esac
found="$source/tests/fuzz/found/$name"
[ -d "$found" ] || found=
"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4000 \
    -max_len=20000 -verbosity=0 -print_final_stats=1 \
    -dict="$source/tests/fuzz/words.dict" -artifact_prefix="$work/" \
    "$work/new" $found 2>"$work/log" || {
    cat "$work/log"
    for f in "$work"/crash-* "$work"/timeout-* "$work"/oom-*; do
        [ -f "$f" ] && base64 "$f"
    done
    exit 1
}
grep -E 'number_of_executed_units|average_exec' "$work/log" || true
