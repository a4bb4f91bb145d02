#!/usr/bin/env python3
"""Prints, as a Markdown table, how right aver is on the articles that are here
and on ../shared/eval: each set, and the halves of `news` (its articles by
turns), so that what was tuned on one half can be seen on the other.

    tests/eval/figures.py AVER [EVAL_FOLDER]
"""
import json
import pathlib
import subprocess
import sys
import tempfile

OWN = pathlib.Path(__file__).resolve().parent
FIGURES = (("claim", "f1"), ("record", "f1"), ("slots_micro", "f1"))


def halves(folder, name, into):
    """Writes two sets of every other article; their names."""
    docs = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = (folder / f"{name}.gold.tsv").read_text(
        encoding="utf-8").splitlines()
    made = []
    for turn, label in ((0, "first half"), (1, "second half")):
        mine = docs[turn::2]
        ids = {json.loads(line)["id"] for line in mine}
        part = f"{name}, {label}"
        (into / f"{part}.jsonl").write_text("\n".join(mine) + "\n",
                                            encoding="utf-8")
        rows = [gold[0]] + [g for g in gold[1:] if g.split("\t")[0] in ids]
        (into / f"{part}.gold.tsv").write_text("\n".join(rows) + "\n",
                                               encoding="utf-8")
        made.append(part)
    return made


def figures(aver, folder, name, into):
    docs = folder / f"{name}.jsonl"
    found = into / f"{name}.tsv"
    with open(found, "wb") as out:
        subprocess.run([aver, "--jsonl", str(docs)], stdout=out, check=True)
    done = subprocess.run(
        [sys.executable, str(OWN / "score.py"), "--json", "--docs",
         str(docs), "--gold", str(folder / f"{name}.gold.tsv"), "--pred",
         str(found)], capture_output=True, check=True)
    return json.loads(done.stdout)


def main():
    aver = str(pathlib.Path(sys.argv[1]).resolve())
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else (
        OWN.parents[2] / "shared" / "eval")
    print("| articles | claims | claim F1 | record F1 | slots F1 "
          "| status right |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as made:
        into = pathlib.Path(made)
        sets = [(OWN, "own")]
        if folder.is_dir():
            sets += [(folder, n) for n in ("seeds", "release", "news")]
            sets += [(into, n) for n in halves(folder, "news", into)]
        for place, name in sets:
            f = figures(aver, place, name, into)
            cells = [f"{f[a][b]:.3f}" for a, b in FIGURES]
            cells.append(f"{f['accuracy']['status']:.3f}")
            print(f"| {name} ({f['documents']}) | {f['gold']} | "
                  + " | ".join(cells) + " |")


main()
