"""manual.py AVER SOURCE_DIR: does what rules/README.md says, in order, in an
empty folder: files are written, commands run, rules tested; and compares what
comes of it. With AVER_UPDATE=1 in the environment the manual is brought up to
date; read the diff."""
import difflib
import os
import re
import subprocess
import sys
import tempfile

AVER, SOURCE = sys.argv[1:]
MANUAL = os.path.join(SOURCE, "rules", "README.md")
BLOCK = re.compile(r"^```([^\n]+)\n(.*?)^```\n", re.S | re.M)
failed = 0


def shell(command, where):
    path = os.path.dirname(AVER) + os.pathsep + os.environ["PATH"]
    done = subprocess.run(["sh", "-c", command], cwd=where,
                          env=dict(os.environ, PATH=path,
                                   RULES=os.path.join(SOURCE, "rules")),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8")
    return done.stdout, done.stderr


def console(text, where):
    shown = ""
    for line in text.splitlines(True):
        if not line.startswith("$ "):
            continue
        out, err = shell(line[2:], where)
        if err:
            print(f"{line}writes on standard error:\n{err}")
            global failed
            failed = 1
        shown += line + out
    return shown


def snippet(path, text):
    """A file of rules, tested on top of the built-in ones."""
    global failed
    out, err = shell(f"aver rules test {path}", os.path.dirname(path))
    if err or not out.endswith(" passed, 0 failed\n") or out[0] == "0":
        print(f"{text}does not pass:\n{out}{err}")
        failed = 1


def do(match, where):
    what, text = match.group(1), match.group(2)
    if what == "console":
        return f"```console\n{console(text, where)}```\n"
    if "/" in what:
        path = os.path.join(where, what)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        if what.startswith("snippet/"):
            snippet(path, text)
            os.remove(path)
    return match.group(0)


with open(MANUAL, encoding="utf-8") as manual:
    old = manual.read()
with tempfile.TemporaryDirectory() as folder:
    new = BLOCK.sub(lambda match: do(match, folder), old)
if old != new and "AVER_UPDATE" in os.environ:
    with open(MANUAL, "w", encoding="utf-8") as manual:
        manual.write(new)
elif old != new:
    sys.stdout.writelines(difflib.unified_diff(
        old.splitlines(True), new.splitlines(True), "manual", "as it is"))
    failed = 1
sys.exit(failed)
