"""readme.py AVER SOURCE_DIR: the README's tables are those of options.def and
columns.def, its console blocks show what aver prints, and its figures are
those of the last benchmark. With AVER_UPDATE=1 in the environment the README
is brought up to date; read the diff."""
import difflib
import os
import re
import subprocess
import sys

aver, source = sys.argv[1:]
STRINGS = r'((?:"[^"]*"\s*)+)'


def read(name):
    with open(os.path.join(source, name), encoding="utf-8") as f:
        return f.read()


def joined(strings):
    return "".join(re.findall(r'"([^"]*)"', strings))


def options():
    text = read("src/cli/options.def")
    found = re.findall(r'AVER_OPTION\(\w+, "\w+", (0|\'.\'), "([^"]+)", '
                       r'(NULL|"[^"]+"),\s*' + STRINGS + r"\)", text)
    assert len(found) == text.count("\nAVER_OPTION(")
    for letter, name, argument, about in found:
        argument = argument.strip('"')
        behind = ("" if argument == "NULL" else
                  f"[={argument[1:]}" if argument[0] == "[" else
                  f"={argument}")
        short = "" if letter == "0" else f"`-{letter[1]}`, "
        yield f"| {short}`--{name}{behind}` | {joined(about)} |\n"


def columns():
    for name, about in re.findall(r'AVER_COLUMN\(\w+, "(\w+)",\s*' + STRINGS
                                  + r"\)", read("include/aver/columns.def")):
        yield f"| `{name}` | {joined(about)} |\n"


def table(text, title, rows):
    head = f"| {title} | |\n| --- | --- |\n"
    before, _, rest = text.partition(head)
    after = re.sub(r"\A(?:\|.*\n)*", "", rest)
    return before + head + "".join(rows) + after


def figures(text):
    block = re.compile(r"<!-- bench -->\n.*?<!-- /bench -->\n", re.S)
    found = block.search(read("tests/bench/RESULTS.md"))[0]
    return block.sub(lambda _: found, text)


def run(block):
    command, end, _ = block[1].partition("\nEND\n")
    if not end:
        command, end = block[1].partition("\n")[0], "\n"
    path = os.path.dirname(aver) + os.pathsep + os.environ["PATH"]
    shown = subprocess.run(["sh", "-c", command + end], cwd=source,
                           env=dict(os.environ, PATH=path), check=True,
                           stdout=subprocess.PIPE, encoding="utf-8").stdout
    return f"```console\n$ {command}{end}{shown}```\n"


old = read("README.md")
new = table(table(old, "option", options()), "column", columns())
new = figures(new)
new = re.sub(r"^```console\n\$ (.*?)^```\n", run, new, flags=re.S | re.M)
if old != new and "AVER_UPDATE" in os.environ:
    with open(os.path.join(source, "README.md"), "w", encoding="utf-8") as f:
        f.write(new)
elif old != new:
    sys.stdout.writelines(difflib.unified_diff(
        old.splitlines(True), new.splitlines(True), "README.md", "as it is"))
    sys.exit(1)
