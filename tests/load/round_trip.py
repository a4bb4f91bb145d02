"""round_trip.py AVER SOURCE PROGRAM: awkward records through a program that
the README names, with the command that it gives; nothing shifts, merges or
changes. Exits with 77 where the program is not installed; Python's packages
may be in build/load (see tests/setup.sh). What is checked against is this
file's own reading of the format: split at line ends and tabs.

The rule that makes it hold: fields are never quoted, so a quotation mark is a
character like any other, and a reader must be told that there are no quotes.
sqlite3's .import cannot be told in tab mode, so it is given `.mode ascii`.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

AVER = os.path.abspath(sys.argv[1])
SOURCE = os.path.abspath(sys.argv[2])
NAME = sys.argv[3]
README = open(os.path.join(SOURCE, "README.md"), encoding="utf-8").read()
NAMES = ["\"quoted\"", "\"open", "tab\there", "line\nend", "cr\r", "back\\n",
         "\\", "NA", "NULL", "null", "nan", "007", "1e5", "=1+2", "+1", "-1",
         "@x", "'single", "a,b;c", " space ", "\u05e9\u05dc\u202e\u0645",
         "\U0001f600", "#comment", "true", "2024-01-01", "x" * 1000000,
         "\"\"", "\"a\"b", "c\u0000d"]
CLAIM = "Peru released 53 prisoners on Monday."
TEXTS = [CLAIM, "\"Peru released 53 prisoners,\" he said.",
         "\"\u201cPeru released 53 prisoners.",
         "Peru\treleased 53 prisoners\\n on Monday."]
PROGRAMS = {"sqlite3": "sqlite3", "duckdb": "python3", "mlr": "mlr",
            "R": "Rscript", "pandas": "python3"}
failures = 0
os.environ["PATH"] = (os.path.join(SOURCE, "build/load/bin") + os.pathsep +
                      os.environ["PATH"])


def commands():
    """The code blocks of the README that stand behind `<!-- load NAME -->`."""
    found = re.findall(r"<!-- load (\w+) -->\n```\w*\n(.*?)```", README, re.S)
    return dict(found)


def expected(tsv):
    return [line.split(b"\t") for line in tsv.split(b"\n")[:-1]]


def has(name):
    if not shutil.which(PROGRAMS[name]):
        return False
    return PROGRAMS[name] != "python3" or not subprocess.run(
        ["python3", "-c", "import " + name], capture_output=True).returncode


def check(name, script, want):
    """`script` writes the columns doc, count and text as JSON Lines."""
    global failures
    done = subprocess.run(["sh", "-euc", script], capture_output=True)
    got = []
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        try:
            got.append(tuple(json.loads(line)))
        except ValueError:
            break
    if done.returncode or got != want:
        failures += 1
        wrong = [(a, b) for a, b in zip(got, want) if a != b]
        print(f"FAILED {name}: {len(got)} of {len(want)} records; "
              f"{str(wrong[:1])[:400]} {done.stderr[-600:]}")
    else:
        print(f"ok {name}: {len(got)} records")


# How the README's command is run, and what tells of it.
RUN = {
    "sqlite3": "%s\nsqlite3 claims.db \"SELECT json_array(doc, count, text) "
               "FROM claims ORDER BY rowid\"\n",
    "duckdb": "cat >x.py <<'END'\nimport duckdb, json\ndb = duckdb.connect()\n"
              "db.sql(r\"\"\"%s\"\"\")\nfor row in db.sql('SELECT doc, count, "
              "text FROM claims').fetchall():\n    print(json.dumps([x or '' "
              "for x in row]))\nEND\npython3 x.py\n",
    "pandas": "cat >x.py <<'END'\nimport json, pandas\n%s\nfor row in "
              "claims[['doc', 'count', 'text']].values.tolist():\n"
              "    print(json.dumps(row))\nEND\npython3 x.py\n",
    "R": "cat >x.R <<'END'\n%s\nj <- function(x) paste0('\"', gsub('\"', "
         "'\\\\\\\\\"', gsub('\\\\', '\\\\\\\\', x, fixed=TRUE)), '\"')\n"
         "writeLines(paste0('[', j(claims$doc), ',', j(claims$count), ',', "
         "j(claims$text), ']'), useBytes=TRUE)\nEND\nRscript x.R\n",
    "mlr": "mkdir mlr\nmv short.tsv mlr/claims.tsv\ncd mlr\n%s\npython3 -c \"import json\nfor r in json.load(open('claims."
           "json')): print(json.dumps([r['doc'], r['count'], r['text']]))\"\n",
}
UNDONE = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def undo(field):
    return re.sub(r"\\(.)", lambda m: UNDONE[m[1]], field)


if NAME not in commands():
    sys.exit(f"FAILED {NAME}: the README has no command for it")
if not has(NAME):
    print(f"skipped {NAME}: not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as where:
    os.chdir(where)
    with open("in.jsonl", "w", encoding="utf-8") as out:
        for i, name in enumerate(NAMES):
            out.write(json.dumps({"id": name, "text": TEXTS[i % 4]}) + "\n")
    tsv = subprocess.run([AVER, "in.jsonl"], check=True,
                         stdout=subprocess.PIPE).stdout
    rows = expected(tsv)
    head = rows.pop(0)
    at = [head.index(c) for c in (b"doc", b"count", b"text")]
    if len(rows) != len(NAMES) or any(len(r) != len(head) for r in rows):
        failures += 1
        print("FAILED the records themselves", len(rows), len(NAMES))
    want = [tuple(r[i].decode() for i in at) for r in rows]
    with open("claims.tsv", "wb") as out:
        out.write(tsv)
    with open("short.tsv", "wb") as out: # Miller 6.6 ends at a long line
        out.write(b"".join(x + b"\n" for x in tsv.split(b"\n")[:-1]
                           if len(x) < 60000))
    if NAME == "mlr":
        want = [tuple(map(undo, row)) for row in want if len(row[0]) < 60000]
    check(NAME, RUN[NAME] % commands()[NAME].strip(), want)
    os.chdir("/")
sys.exit(failures > 0)
