"""seeds.py TARGET SOURCE FOLDER: what a fuzz target begins with, made from the
samples, the specs, the rules and their examples, into FOLDER.
seeds.py words SOURCE: the dictionary, from the lexicons and words.dict.
"""
import itertools
import pathlib
import re
import sys

A_FILE = 120      # words of a lexicon in the dictionary
AT_ONCE = 12      # examples in a text
LONGEST = 60      # libFuzzer leaves out what is longer than 64 bytes
OPTIONS = bytes([0, 1, 2, 4, 8, 16, 32, 64, 7, 23, 103])  # fuzz_pipeline.c


def lexicons(source):
    return sorted((source / "rules").rglob("lexicon/*.txt"))


def entries(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1] not in ("#", "@", "") and not line.isspace():
            yield re.split(r" *[;|/] *", line)[0].strip()


def words(source):
    for path in lexicons(source):
        known = [w for w in entries(path) if w]
        step = max(1, len(known) // A_FILE)
        for word in known[::step]:
            raw = word.encode()
            if len(raw) <= LONGEST:
                print('"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\'
                                    else f"\\x{b:02X}" for b in raw) + '"')
    print((source / "tests/fuzz/words.dict").read_text(), end="")


def examples(source):
    """The sentences of the rules' examples, some in a text."""
    for path in sorted((source / "rules").rglob("*.rules")):
        found = re.findall(r'^\s*[+-] "(.*?)"', path.read_text("utf-8"), re.M)
        for i in range(0, len(found), AT_ONCE):
            yield " ".join(found[i:i + AT_ONCE]).encode()


def texts(source):
    for path in sorted((source / "samples").glob("*.*")):
        if path.suffix in (".txt", ".md", ".jsonl"):
            yield path.read_bytes()
    for path in sorted((source / "tests/spec").glob("*.spec")):
        for case in path.read_text("utf-8").split("\n# "):
            lines = re.findall(r"^>(?: (.*))?$", case, re.M)
            if lines:
                yield "\n".join(lines).encode()
    yield from examples(source)


def json_lines(source):
    """The first byte is the size of the largest record: see fuzz_jsonl.c."""
    for path in ([source / "samples/feed.jsonl"] +
                 sorted((source / "tests/cases").glob("*.d/*.jsonl"))):
        yield b"\x0f" + path.read_bytes()
        for line in path.read_bytes().splitlines():
            yield b"\x0f" + line


def rules(source):
    """The first byte says what the rest is: see fuzz_rules.c."""
    for path in sorted((source / "rules").rglob("*.txt")):
        text = path.read_bytes()
        kind = {"pipeline.txt": b"\0", "inflection.txt": b"\1"}
        yield kind.get(path.name, b"\2") + text[:6000].rpartition(b"\n")[0]
    for path in sorted((source / "rules").rglob("*.rules")):
        kind = b"\3" if "mention" in path.parts else b"\4"
        for part in re.split(rb"\n\n+", path.read_bytes()):
            yield kind + b"@pass unit\n" * (kind == b"\3") + part[:6000]


SEEDS = {
    "fuzz_pipeline": lambda source: (
        bytes([option]) + text for option, text in
        zip(itertools.cycle(OPTIONS), texts(source))),
    "fuzz_text": texts,
    "fuzz_values": examples,
    "fuzz_jsonl": json_lines,
    "fuzz_rules": rules,
}


def main():
    what, source = sys.argv[1], pathlib.Path(sys.argv[2])
    if what == "words":
        words(source)
        return
    for i, data in enumerate(SEEDS[what](source)):
        (pathlib.Path(sys.argv[3]) / f"seed-{i:04}").write_bytes(data)


main()
