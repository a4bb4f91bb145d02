#!/usr/bin/env python3
"""Runs the documents of *.spec through aver and compares the claims.

    run.py AVER [FILE.spec ...]

A case is a heading, options, a document, and the claims it must make, in the
order of the text:

    # Who says what: a quotation that goes on
    @date 2024-05-10
    > First paragraph.
    >
    > Second paragraph.
    release actual 12 source="Ana Ruiz"
    none

A claim is event, status, count ('-' for none), then any columns as
key="value" or key=value; columns that are not named are not compared. `none`
says that there are no (more) claims; without it there must be none either.
"""
import pathlib
import shlex
import subprocess
import sys


def cases(path):
    case = None
    for number, line in enumerate(path.read_text(encoding="utf-8")
                                  .split("\n"), 1):
        if line.startswith("# "):
            if case:
                yield case
            case = {"title": line[2:], "where": f"{path.name}:{number}",
                    "options": [], "text": [], "claims": []}
        elif line.startswith("@date "):
            case["options"].append("--date=" + line[6:].strip())
        elif line.startswith(">"):
            case["text"].append(line[2:])
        elif line.strip() and case:
            if line.strip() != "none":
                case["claims"].append((number, line.strip()))
    if case:
        yield case


def expected(line):
    words = shlex.split(line)
    want = dict(zip(("event", "status", "count"), words))
    if want["count"] == "-":
        want["count"] = ""
    for word in words[3:]:
        key, _, value = word.partition("=")
        want[key] = value
    return want


def run(aver, case):
    text = "\n".join(case["text"]) + "\n"
    done = subprocess.run([aver, *case["options"]], input=text.encode(),
                          capture_output=True, check=True)
    lines = done.stdout.decode().split("\n")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"))) for line in lines[1:] if line]


def compare(case, found):
    wrong = []
    wants = [(number, expected(line)) for number, line in case["claims"]]
    for i in range(max(len(wants), len(found))):
        if i >= len(wants):
            f = found[i]
            wrong.append(f"one more: {f['event']} {f['status']} "
                         f"{f['count']} {f['people']} ({f['rule']})")
            continue
        number, want = wants[i]
        if i >= len(found):
            wrong.append(f"line {number}: not found: {want}")
            continue
        for key, value in want.items():
            if found[i][key] != value:
                wrong.append(f"line {number}: {key} is {found[i][key]!r}, "
                             f"expected {value!r} ({found[i]['rule']})")
    return wrong


def main():
    aver, *files = sys.argv[1:]
    here = pathlib.Path(__file__).parent
    paths = [pathlib.Path(f) for f in files] or sorted(here.glob("*.spec"))
    passed = failed = 0
    for path in paths:
        for case in cases(path):
            wrong = compare(case, run(aver, case))
            passed += not wrong
            failed += bool(wrong)
            if wrong:
                print(f"{case['where']}: {case['title']}")
                for what in wrong:
                    print("   ", what)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
