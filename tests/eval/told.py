#!/usr/bin/env python3
"""Whether each claim of articles with gold sentence by sentence is found.

    tests/eval/told.py AVER TOLD.txt [--floor RECALL PRECISION] [-v]

`## NAME DATE` begins an article, an empty line parts paragraphs, any other
line is a sentence. Below it stand its claims, `= EVENT COUNT [STATUS]`, or
`~ …` where one may be left out; `|` parts what is right as well, `-` is no
count, and the status is `actual` if none is given. A record is that of the
sentence in which the middle of its evidence lies."""
import argparse
import csv
import json
import subprocess
import sys


class Article:
    def __init__(self, name, date):
        self.record = {"id": name, "date": date, "text": ""}
        self.sentences = []  # (end, [gold])

    def add(self, line):
        text = self.record["text"]
        if not line:
            text += "\n\n"
        elif line[:2] in ("= ", "~ "):
            self.sentences[-1][1].append(line.split())
        else:
            if text and not text.endswith("\n"):
                text += " " if text[-1] in '.!?"”' else "\n"
            text += line
            self.sentences.append((len(text.encode()), []))
        self.record["text"] = text

    def judge(self, records):
        """Claims wanted, found, and told beside; what is wrong, in words."""
        wanted = found = 0
        wrong, start = [], 0
        for end, gold in self.sentences:
            here = [r for r in records
                    if start <= (int(r["start"]) + int(r["end"])) / 2 < end]
            for claim in sorted(gold):  # `=` before `~`
                must = claim[0] == "="
                best = max((r for r in here if fits(r, claim)), default=None,
                           key=lambda r: has_status(r, claim))
                wanted += must
                if best is None:
                    wrong += [f"{self.record['id']}: missed: "
                              + " ".join(claim)] * must
                    continue
                found += must
                here.remove(best)
                if not has_status(best, claim):
                    wrong.append(f"{self.record['id']}: {best['status']}: "
                                 + " ".join(claim))
            wrong += [f"{self.record['id']}: beside: {r['event']} "
                      f"{r['status']} {r['count']} {r['people']}"
                      for r in here]
            start = end
        return wanted, found, wrong


def fits(record, claim):
    return (record["event"] in claim[1].split("|") and
            (record["count"] or "-") in claim[2].split("|"))


def has_status(record, claim):
    return record["status"] in (claim[3:] or ["actual"])[0].split("|")


def read(path):
    articles = []
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("## "):
            articles.append(Article(*line.split()[1:]))
        else:
            articles[-1].add(line)
    return articles


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("aver")
    p.add_argument("told")
    p.add_argument("--floor", nargs=2, type=float, default=(0, 0))
    p.add_argument("-v", action="store_true", help="tell what is wrong")
    args = p.parse_args()
    articles = read(args.told)
    lines = "".join(json.dumps(a.record) + "\n" for a in articles)
    out = subprocess.run([args.aver, "--jsonl", "-"], input=lines,
                         stdout=subprocess.PIPE, encoding="utf-8", check=True)
    records = list(csv.DictReader(out.stdout.splitlines(), delimiter="\t",
                                  quoting=csv.QUOTE_NONE))
    judged = [a.judge([r for r in records if r["doc"] == a.record["id"]])
              for a in articles]
    wanted, found = (sum(j[i] for j in judged) for i in (0, 1))
    wrong = [line for j in judged for line in j[2]]
    beside = sum(": beside: " in line for line in wrong)
    status = len(wrong) - beside - (wanted - found)
    figures = found / wanted, found / (found + beside)
    if args.v:
        print("\n".join(wrong))
    print(f"{len(articles)} articles, {wanted} claims: recall "
          f"{figures[0]:.3f}, precision {figures[1]:.3f}, {status} with "
          "another status")
    return any(f < floor for f, floor in zip(figures, args.floor))


if __name__ == "__main__":
    sys.exit(main())
