#!/bin/sh
# run.sh AVER SOURCE_DIR: scores aver on the articles that are here, and on
# those of ../shared/eval where they are, and fails where a figure is below its
# floor in floor.tsv. Floors only rise.
set -u
aver=$1 source=$2
own=$source/tests/eval
for eval in "$source/../shared/eval" /work/shared/eval; do
    [ -f "$eval/release.jsonl" ] && break
    eval=
done
here=$(mktemp -d) || exit 2
trap 'rm -rf "$here"' EXIT

for gold in "$own"/*.gold.tsv ${eval:+"$eval"/*.gold.tsv}; do
    set=$(basename "$gold" .gold.tsv) docs=${gold%.gold.tsv}.jsonl
    "$aver" --jsonl "$docs" >"$here/$set.tsv" || exit 1
    python3 "$own/score.py" --docs "$docs" --gold "$gold" \
        --pred "$here/$set.tsv" --json >"$here/$set.json" || exit 1
done

python3 - "$here" "$own/floor.tsv" <<'END'
import json
import pathlib
import sys

here, floors = pathlib.Path(sys.argv[1]), sys.argv[2]
failed = 0
for line in open(floors, encoding="utf-8").read().splitlines()[1:]:
    name, figure, floor = line.split("\t")
    scored = here / f"{name}.json"
    if not scored.exists():
        print(f"{name:8} {figure:12} not here")
        continue
    figures = json.loads(scored.read_text(encoding="utf-8"))
    value = (figures["accuracy"][figure] if figure in figures["accuracy"]
             else figures[figure]["f1"])
    low = value < float(floor)
    failed += low
    print(f"{name:8} {figure:12} {value:.3f}  floor {floor}"
          + ("  BELOW" if low else ""))
sys.exit(failed > 0)
END
