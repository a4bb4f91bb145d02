#!/usr/bin/env python3
"""Draw records at random from ordinary news, for reading.

    audit.py AVER NEWS [--seed N] [--size N]      print a sample
    audit.py --figure AUDIT.tsv                   print what a reading found

NEWS is bench/news.jsonl.xz (or .jsonl); AVER the command. The records are
sorted by document and place before they are drawn, so that a sample depends
on the seed and the records alone. What was read goes into audit.tsv: document,
record, verdict, without any text. Verdicts: `all` every slot is right,
`claim` event and count are right, `wrong` one of them is not. audit.tsv is what
was read on 22 November 2026, of 2,359 records, seed 5; an id changes with its
record, so later rules have others.
"""
import argparse
import collections
import csv
import lzma
import random
import subprocess
import sys

SHOWN = ("event status kind count count_max count_mod people date said actor "
         "mediator place source rule").split()


def records(aver, news):
    opener = lzma.open if news.endswith(".xz") else open
    with opener(news, "rb") as f:
        done = subprocess.run([aver, "--jsonl", "-"], stdin=f if
                              opener is open else None,
                              input=None if opener is open else f.read(),
                              stdout=subprocess.PIPE, check=True)
    lines = done.stdout.decode("utf-8").split("\n")
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"))) for line in lines[1:] if line]
    return sorted(rows, key=lambda r: (r["doc"], int(r["start"]), r["id"]))


def show(row):
    slots = [f"{k}={row[k]}" for k in SHOWN if row[k]]
    print(row["doc"], row["id"], "  ".join(slots), sep="\n  ")
    print("  |", row["text"], end="\n\n")


def figure(path):
    with open(path, encoding="utf-8", newline="") as f:
        verdicts = [r["verdict"] for r in csv.DictReader(f, delimiter="\t")]
    tally = collections.Counter(verdicts)
    right = tally["all"] + tally["claim"]
    n = max(1, len(verdicts))
    print(f"{len(verdicts)} records read")
    print(f"{right / n:.3f} real claims of their event, count right")
    print(f"{tally['all'] / n:.3f} right in every slot")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("aver", nargs="?")
    p.add_argument("news", nargs="?")
    p.add_argument("--seed", type=int, default=3)
    p.add_argument("--size", type=int, default=200)
    p.add_argument("--figure", metavar="AUDIT")
    args = p.parse_args()
    if args.figure:
        return figure(args.figure)
    if not args.news:
        p.error("AVER and NEWS are needed")
    rows = records(args.aver, args.news)
    for row in random.Random(args.seed).sample(rows,
                                               min(args.size, len(rows))):
        show(row)


if __name__ == "__main__":
    sys.exit(main())
