#!/bin/sh
# replay.sh TARGET SOURCE_DIR [SECONDS]: the target on everything that was
# found before, on its corpus, on the samples, specs and rules; then SECONDS
# of new inputs, at most 20 KB each: with AVER_FUZZ_SEED the same ones in
# every run, as far as the time goes.
set -eu
target=$1 source=$2 seconds=${3:-${AVER_FUZZ_SECONDS:-0}}
name=$(basename "$target")
here=$source/tests/fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/seeds"
python3 "$here/seeds.py" "$name" "$source" "$work/seeds"
python3 "$here/seeds.py" words "$source" >"$work/words"
if [ -f "$here/corpus/$name.tar.gz" ]; then
    tar -xzf "$here/corpus/$name.tar.gz" -C "$work/seeds"
fi
for input in "$here/found/$name"/*; do
    [ ! -f "$input" ] || cp "$input" "$work/seeds/"
done

# run OPTION...: on the seeds; shows what an input was that it failed on.
run() {
    "$target" -timeout=20 -rss_limit_mb=4000 -max_len=20000 -verbosity=0 \
        -print_final_stats=1 -dict="$work/words" -artifact_prefix="$work/" \
        "$@" "$work/seeds" 2>"$work/log" && return
    cat "$work/log"
    for input in "$work"/crash-* "$work"/timeout-* "$work"/oom-* \
        "$work"/leak-*; do
        [ -f "$input" ] && base64 "$input"
    done
    exit 1
}

run -runs=0
echo "$(find "$work/seeds" -type f | wc -l) inputs replayed"
[ "$seconds" = 0 ] && exit
run -max_total_time="$seconds" ${AVER_FUZZ_SEED:+"-seed=$AVER_FUZZ_SEED"}
sed -n 's/^stat::number_of_executed_units: *\(.*\)/\1 executions/p' "$work/log"
