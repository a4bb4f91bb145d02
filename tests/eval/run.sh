#!/bin/sh
# run.sh AVER SOURCE_DIR: scores aver on the articles of ../shared/eval and
# fails where a figure is below its floor in floor.tsv. Floors only rise.
# Skipped (77) where the articles are not there.
set -u
aver=$1 source=$2
for eval in "$source/../shared/eval" /work/shared/eval; do
    [ -x "$eval/score.py" ] && break
done
[ -x "$eval/score.py" ] || { echo "no ../shared/eval here"; exit 77; }
here=$(mktemp -d) || exit 2
trap 'rm -rf "$here"' EXIT

for gold in "$eval"/*.gold.tsv; do
    set=$(basename "$gold" .gold.tsv)
    "$aver" --jsonl "$eval/$set.jsonl" >"$here/$set.tsv" || exit 1
    python3 "$eval/score.py" --docs "$eval/$set.jsonl" --gold "$gold" \
        --pred "$here/$set.tsv" --json >"$here/$set.json" || exit 1
done

python3 - "$here" "$source/tests/eval/floor.tsv" <<'END'
import json
import sys

here, floors = sys.argv[1:]
failed = 0
for line in open(floors, encoding="utf-8").read().splitlines()[1:]:
    name, figure, floor = line.split("\t")
    figures = json.load(open(f"{here}/{name}.json", encoding="utf-8"))
    value = (figures["accuracy"][figure] if figure in figures["accuracy"]
             else figures[figure]["f1"])
    low = value < float(floor)
    failed += low
    print(f"{name:8} {figure:12} {value:.3f}  floor {floor}"
          + ("  BELOW" if low else ""))
sys.exit(failed > 0)
END
