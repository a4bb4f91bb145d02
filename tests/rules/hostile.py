"""hostile.py AVER: rules and texts that mean harm. Whatever they are, aver
must end in time without a crash: with a message that names the file, or with
the rule named that was given up."""
import os
import subprocess
import sys
import tempfile
import time

AVER = sys.argv[1]
SECONDS = 30
LEXICON = """@kind PEOPLE
@inflect noun
sailor ; event=hold
@kind EV
@inflect none
freed ; event=release
@kind ADJ
old
"""
INFLECTION = "class noun: singular plural\nnoun * : * *s\n"
GOOD = """@pass claim
rule good.one
  match {PEOPLE:people} were {EV:trigger}
  + "Sailors were freed." -> event=release
"""
TEXTS = {
    "plain": b"The sailors were freed on Monday.\n",
    "old": b"The " + b"old " * 900 + b"sailor was freed. Sailors were freed\n",
    "words": b"a " * 2000 + b"freed sailors " * 500 + b"\n",
    "junk": bytes(range(256)) * 64 + b" freed sailors\n" + b"\xff\x00" * 5000,
    "quotes": b'"' * 5000 + b"freed sailors" + b"'" * 5000 + b"\n",
    "line": b"freed sailors were " * 60000,
    "digits": b"1,000 " * 3000 + b"freed sailors " + b"9" * 5000 + b"\n",
    "empty": b"",
}


def rule(pattern, kind="unit", more="  emit X\n"):
    return f"@pass {kind}\nrule bad.one\n  match {pattern}\n{more}"


PATTERNS = {
    "catastrophe": "(?: (?: {ADJ} | _ )* (?: _ | {ADJ} )* )* {EV} /zzz/",
    "backtracking": " ".join(["_*"] * 12) + " /zzz/",
    "nested": "(?: (?: (?: _+ )+ )+ )+ /zzz/",
    "alternatives": "(?: " + " | ".join(f"w{i}" for i in range(10000)) + " )",
    "alternatives.some": "(?: " + " | ".join(
        f"w{i}" for i in range(400)) + " )+ /zzz/",
    "deep": "(?: " * 2000 + "freed" + " )" * 2000,
    "open": "(?: " * 200 + "freed",
    "recursion": "(?R)",
    "recursion.raw": "/(?:a|(?R))*/ /zzz/",
    "recursion.named": "(?<x> freed (?&x) )",
    "callout": "/(?C1)a/",
    "commit": "/(*COMMIT)a/",
    "any byte": "/\\C+/",
    "quantifier": "_{0,100000}",
    "quantifiers": "(?: (?: _{0,900} ){0,900} ){0,900} /zzz/",
    "reversed": "_{9,3}",
    "empty": "_*",
    "lookbehind": "(?<= _* ) freed",
    "unit": "{",
    "class": "{NOSUCH.!!..:::}",
    "captures": " ".join(f"{{EV:c{i}}}?" for i in range(300)) + " freed",
    "features": " ".join(f"{{EV.f{i}}}?" for i in range(300)) + " freed",
    "backslash": "freed \\",
    "slash": "/freed",
    "brackets": "/[a-/ freed",
    "group": ") ( freed",
}
LAUGHS = "@pass unit\n@define l0 = freed freed\n" + "".join(
    f"@define l{i} = " + f"<l{i - 1}> " * 10 + "\n" for i in range(1, 16)
) + "rule bad.one\n  match <l15>\n  emit X\n"
LOOP = "@pass unit\n@define a = <b>\n@define b = <a>\n" \
    "rule bad.one\n  match <a>\n  emit X\n"
FILES = {
    "laughs": LAUGHS,
    "loop": LOOP,
    "junk": bytes(range(256)) * 40,
    "nul": b"@pass unit\nrule a\0b\n  match fr\0eed\n  emit X\n",
    "no pass": "rule x\n  match freed\n",
    "no match": "@pass unit\nrule x\n  emit X\n",
    "long line": "@pass unit\nrule x\n  match " + "freed " * 200000,
    "long id": "@pass unit\nrule " + "x" * 100000 + "\n  match freed\n",
    "kinds": "@pass unit\n" + "".join(
        f"rule r{i}\n  match freed\n  emit K{i}\n" for i in range(500)),
    "example": "@pass unit\nrule x\n  match freed\n  emit X\n  + \"",
    "emit": "@pass unit\nrule x\n  match freed\n  emit X from with + -\n",
    "set": "@pass slot\nrule x\n  match {T}\n  set status\n",
    "value": "@pass unit\nrule x\n  match freed\n  emit X\n  value nothing\n",
    "repeat": "@pass unit repeat\nrule x\n  match _\n  emit X\n",
}
LEXICONS = {
    "junk": bytes(range(256)) * 40,
    "no kind": "freed\n",
    "dates": "@kind X\na ; from=2020-13-45\n",
    "reversed": "@kind X\na ; from=2021 to=2020\n",
    "class": "@kind X\n@inflect nosuch\na\n",
    "long": "@kind X\n" + "a " * 100000 + "\n",
    "empty": "@kind X\n | | |\n",
    "kinds": "".join(f"@kind K{i}\nw{i}\n" for i in range(500)),
    "feats": "@kind X\n" + "".join(f"w{i} ; feat=f{i}\n" for i in range(500)),
}
failures = 0


def write(path, data):
    with open(path, "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())


def run(name, args, text=b"", told=None):
    global failures
    began = time.monotonic()
    try:
        done = subprocess.run([AVER] + args, input=text, timeout=SECONDS,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        status, said = done.returncode, done.stderr.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        status, said = "no end", ""
    took = time.monotonic() - began
    bad = status not in (0, 1, 2) or "anitizer" in said
    bad = bad or (status == 2 and not said.startswith("aver: "))
    bad = bad or (told and told not in said)
    if bad:
        failures += 1
    if bad or "-v" in sys.argv:
        print(f"{'FAILED' if bad else 'ok'} {name}: status {status}, "
              f"{took:.1f} s: {said[:200].strip()}")
    return status


def folder(at, rules, lexicon=LEXICON):
    os.makedirs(f"{at}/en")
    write(f"{at}/en/pipeline.txt", "inflection.txt\nwords.txt\na.rules\n"
                                   "good.rules\n")
    write(f"{at}/en/inflection.txt", INFLECTION)
    write(f"{at}/en/words.txt", lexicon)
    write(f"{at}/en/a.rules", rules)
    write(f"{at}/en/good.rules", GOOD)


def bad_rules(root):
    cases = {f"pattern {n}": rule(p) for n, p in PATTERNS.items()}
    cases.update({f"file {n}": f for n, f in FILES.items()})
    for i, (name, text) in enumerate(cases.items()):
        at = f"{root}/r{i}"
        folder(at, text)
        if run(name, ["--rules", at, "--no-header"], TEXTS["plain"]) == 2:
            continue
        run(f"{name}, lint", ["rules", "lint", "--rules", at])
        run(f"{name}, test", ["rules", "test", "--rules", at])
        for kind in ("old", "words"):
            run(f"{name} on {kind}", ["--rules", at], TEXTS[kind])
    for i, (name, text) in enumerate(LEXICONS.items()):
        at = f"{root}/l{i}"
        folder(at, GOOD.replace("good", "bad"), text)
        run(f"lexicon {name}", ["--rules", at], TEXTS["plain"])


def given_up(root):
    """A rule that tries too much is named, once, and counted."""
    at = f"{root}/g"
    folder(at, rule(PATTERNS["backtracking"]))
    text = TEXTS["old"] * 3
    run("given up", ["--rules", at, "--stats"], text, "rule 'bad.one' tried")
    done = subprocess.run([AVER, "--rules", at], input=text,
                          stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    if done.stderr.count(b"bad.one") != 1 or b"good.one" not in done.stdout:
        print("FAILED given up: told once, and the others go on:",
              done.stderr, done.stdout[:300])
        return 1
    return 0


with tempfile.TemporaryDirectory() as where:
    bad_rules(where)
    failures += given_up(where)
for name, text in TEXTS.items():
    run(f"text {name}", ["--date=2026-03-12"], text)
    run(f"text {name}, explained", ["--explain"], text[:100000])
    run(f"text {name}, mentions", ["--mentions"], text[:100000])
sys.exit(failures > 0)
