"""hostile_text.py AVER SECONDS SCALE [linear | giant]: text that means harm,
with a clock. Every case must end within SECONDS (of the processor, so that a
busy machine does no harm), without a crash, and with whole records of the
right number of fields. SCALE (1 is the full size) makes the texts smaller.
`giant`: also strings of 1 GB and more, and what little memory does. `linear`:
measures 1, 2, 4 and 8 times some MB instead; a doubling may cost 2.3 times as
much, all of them together, and none three times.
"""
import json
import math
import resource
import subprocess
import sys

AVER, SECONDS, SCALE = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
COLUMNS = 23
CLAIM = "Peru released 53 prisoners on Monday. "
ARTICLE = (
    "The government released 53 prisoners on Monday, the ministry said. "
    "\"More than 1,200 inmates are still held,\" he said. It rained in the "
    "hills, and the roads to the coast were closed for most of the day.\n\n"
    "Dozens of detainees, including 14 women, will be pardoned next week. "
    "The talks went on. Farmers sold their maize at the gate, as they do.\n\n"
)
RAIN = "It rained in the hills and the roads to the coast were closed. "
TRIGGERS = ("released freed prisoners arrested pardoned inmates detained "
            "exchange sentenced held jailed amnesty ")
failures = 0


def times(text, n):
    return text * max(1, int(n * SCALE))


def bmp():
    return "".join(chr(c) for c in range(0x10000)
                   if not 0xD800 <= c < 0xE000)


def record(text):
    return json.dumps({"id": "a", "text": text}) + "\n"


TEXTS = {
    "one line": times(ARTICLE.replace("\n", " ") + RAIN * 900, 1650),
    "claims alone": times(CLAIM, 10000),
    "one line of nothing": times("a" * 1000, 100000),
    "one word": CLAIM + times("a", 20000000) + " " + CLAIM,
    "quotation marks": times('"', 1000000) + CLAIM,
    "curly quotation marks": times("\u201c", 1000000) + CLAIM,
    "open quotation": times('"a ', 300000) + CLAIM,
    "single quotation marks": times(": 'A \"b\" ", 100000) + CLAIM,
    "apostrophes": times("'s ", 300000) + CLAIM,
    "brackets": times("(", 1000000) + CLAIM + times(")", 1000000),
    "square brackets": times("[released ", 100000) + CLAIM,
    "dashes": times("-", 1000000) + CLAIM + times("\u2014", 1000000),
    "full stops": times(".", 1000000) + CLAIM + times(". ", 500000),
    "initials": times("A. ", 300000) + CLAIM,
    "combining marks": "Peru e" + times("\u0301", 1000000) + " " + CLAIM,
    "marks out of order": "e" + times("\u0301\u0323", 500000) + " " + CLAIM,
    "digits": times("9", 10000000) + " prisoners were freed. " + CLAIM,
    "numbers": times("1,000 ", 200000) + "prisoners were freed. " + CLAIM,
    "number words": times("five hundred thousand ", 50000) + CLAIM,
    "a sentence of words": times("word ", 1000000) + CLAIM,
    "a sentence of names": times("Juan Gomez ", 100000) + CLAIM,
    "a sentence of commas": times("prisoners, ", 100000) + CLAIM,
    "trigger words": times(TRIGGERS, 3000),
    "trigger sentences": times("Freed prisoners released. ", 30000),
    "prisoners and": times("prisoners and ", 60000) + "were freed. " + CLAIM,
    "53 and": "Peru released " + times("53 men and ", 40000) + "a woman.",
    "released and": times("released and ", 60000) + CLAIM,
    "who released": "The man " + times("who released the man ", 4000) + ".",
    "according to": times("according to ", 60000) + CLAIM,
    "he said": times(CLAIM + "He said. ", 10000),
    "said that": "Peru " + times("said that Peru ", 40000) + CLAIM,
    "dates": times("on Monday, 31 February 0000, ", 20000) + CLAIM,
    "date words": times("last next week month ago since May ", 20000) + CLAIM,
    "open paragraphs": times("\n\n", 500000) + CLAIM + times("\n\n", 500000),
    "short lines": times("- freed\n", 50000) + CLAIM,
    "carriage returns": times("\r", 1000000) + CLAIM,
    "zero width": times("\u200b\u00ad", 500000) + CLAIM,
    "bidi and tags": times("\u202e\u2066\u200f\U000e0041", 200000) + CLAIM,
    "every character": bmp() + CLAIM,
    "every character with a claim": " ".join(
        "released 5" + chr(c) + "3 prisoners."
        for c in range(0x80, 0x10000, 37) if not 0xD800 <= c < 0xE000),
    "ligatures": times("\ufdfa\ufb03", 200000) + CLAIM,
    "hangul": times("\u1100\u1161\u11a8", 200000) + CLAIM,
    "emoji": times("\U0001f468\u200d\U0001f469\u200d", 100000) + CLAIM,
}
BYTES = {
    "continuation bytes": times("x", 1).encode() + b"\x80" * 1000000,
    "half characters": b"\xf0\x9f\x98" * 300000 + CLAIM.encode(),
    "nul": b"\0" * 1000000 + CLAIM.encode(),
    "utf-16": ("\ufeff" + times(CLAIM, 8000)).encode("utf-16-le"),
    "utf-16 halves": b"\xff\xfe" + b"\x3d\xd8" * 500000,
}
VALUES = {
    "beyond 64 bits": "Peru freed 18446744073709551616 prisoners.",
    "beyond 64 bits, signed": "Peru freed 9223372036854775808 prisoners.",
    "beyond, in words": "Peru freed 9223372036854775807 million prisoners.",
    "many zeros": "Peru freed " + "0" * 400 + "7 prisoners.",
    "decimals": "Peru freed 1." + "0" * 400 + "1 million prisoners.",
    "no such day": "Peru freed 53 prisoners on 31 February 0000.",
    "no such month": "Peru freed 53 prisoners on 2024-99-99.",
    "year 99999": "Peru freed 53 prisoners in the year 99999.",
    "ages ago": "Peru freed 53 prisoners 999999999999 years ago.",
    "in ages": "Peru freed 53 prisoners 4000000000 weeks from now.",
}
JSON = {
    "deep arrays": '{"text": "a", "x": ' + times("[", 1000000) + "\n",
    "deep objects": times('{"text":', 300000) + "\n",
    "deep and closed": '{"text": "a", "x": ' + "[" * 100000 + "]" * 100000 +
                       "}\n",
    "a long string": record(times(RAIN, 1500000)),
    "escapes": '{"text": "' + times("\\u0041\\n", 1000000) + '"}\n',
    "lone surrogates": '{"text": "' + times("\\ud800 ", 300000) +
                       CLAIM + '"}\n',
    "wrong pairs": '{"text": "' + times("\\udc00\\ud800", 200000) +
                   CLAIM + '"}\n',
    "many keys": '{"text": "a"' + "".join(
        f', "k{i}": {i}' for i in range(int(200000 * SCALE))) + "}\n",
    "the same key": '{"text": "a"' + times(', "text": "b"', 200000) + "}\n",
    "backslashes": '{"text": "' + times("\\\\", 1000000) + '"}\n',
    "open string": '{"text": "' + times("a", 5000000),
    "long number": '{"text": "a", "id": ' + times("9", 1000000) + "}\n",
    "many lines": times(record(CLAIM), 10000),
    "empty lines": times("\n", 3000000) + record(CLAIM),
}


def failed(name, why):
    global failures
    failures += 1
    print(f"FAILED {name}: {why}", flush=True)


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(args, text):
    before = used()
    done = subprocess.run([AVER, "-j1"] + args, input=text,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=SECONDS * 12)
    return done, used() - before


def run_again(args, text):
    """Once more where it took too long: the machine may have been busy."""
    done, took = run(args, text)
    if took > SECONDS:
        took = min(took, run(args, text)[1])
    return done, took


def check(name, args, text, may_fail=False):
    if isinstance(text, str):
        text = text.encode("utf-8", "surrogatepass")
    try:
        done, took = run_again(args, text)
    except subprocess.TimeoutExpired:
        failed(name, f"no end after {SECONDS * 12:.0f} s")
        return
    if "-v" in sys.argv:
        print(f"{took:6.2f} s {len(text) / 1e6:8.2f} MB {name}", flush=True)
    if done.returncode not in ((0, 2) if may_fail else (0,)):
        failed(name, f"status {done.returncode}: {done.stderr[-2000:]}")
    if took > SECONDS:
        failed(name, f"took {took:.1f} s")
    lines = done.stdout.split(b"\n")
    if lines.pop():
        failed(name, "the last line is no whole line")
    for line in lines:
        if line.count(b"\t") != COLUMNS - 1:
            failed(name, f"not {COLUMNS} fields: {line[:200]}")
            break
    try:
        done.stdout.decode("utf-8")
    except UnicodeDecodeError:
        failed(name, "the output is not UTF-8")


def giant(name, size, most):
    """One string of JSON of `size` bytes, which stands nowhere but in a pipe,
    and a record behind it; documents may have `most` bytes."""
    before, block, refused = used(), b"a" * 1000000, size > most
    with subprocess.Popen([AVER, "-j1", "--jsonl", "--no-header",
                           f"--max-document={most}"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as going:
        going.stdin.write(b'{"id": "a", "text": "')
        for _ in range(size // len(block)):
            going.stdin.write(block)
        going.stdin.write(b'"}\n' + record(CLAIM).encode())
        out, said = going.communicate()
    took = used() - before
    if "-v" in sys.argv:
        print(f"{took:6.2f} s {size / 1e6:8.2f} MB {name}", flush=True)
    if going.returncode != (2 if refused else 0) or refused != (
            b":1: larger than --max-document allows\n" in said):
        failed(name, f"status {going.returncode}: {said[-2000:]}")
    if out.count(b"\n") != 1 or not out.startswith(b"a\t"):
        failed(name, f"the record behind it: {out[:200]}")
    if took > SECONDS:
        failed(name, f"took {took:.1f} s")


def dense(size, memory):
    """Text that is nothing but claims, in so much memory: all of it is done,
    or it is said that there was none left."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    n = size // len(CLAIM)
    done = subprocess.run([AVER, "-j1", "--no-header"], input=(
        CLAIM * n).encode(), capture_output=True, preexec_fn=limit)
    if done.returncode == 2 and b": out of memory\n" in done.stderr:
        return False
    if done.returncode or done.stdout.count(b"\n") != n:
        failed(f"{size} bytes of claims in {memory}", done.stderr[-500:])
    return True


def seconds_of(text, size):
    text = (text * (size // len(text) + 1))[:size].encode()
    done, took = run([], text)
    if done.returncode:
        failed("linear", done.stderr[-500:])
    return took


MOST = 2.3     # what a doubling may cost, of all together
WORST = 3      # and any of them: caches end somewhere; four is quadratic
NOTHING = 0.05 # seconds that are too few to say anything
ROUNDS = 6     # the least of so many counts: a busy machine only adds


def is_linear(took):
    return (all(b <= NOTHING or b / a <= WORST for a, b in zip(took, took[1:]))
            and took[-1] / max(took[0], NOTHING) <= MOST ** (len(took) - 1))


def linear():
    """Time grows as the text does, whatever it is made of: from `first` MB on,
    more of what is quick to read, less of what no text is."""
    texts = {"news": (4, ARTICLE + RAIN * 200), "words": (10, "word "),
             "one line": (4, (ARTICLE + RAIN * 200).replace("\n", " ")),
             "quotation marks": (10, '"a" '), "claims": (1, ARTICLE),
             "trigger words": (0.25, TRIGGERS),
             "prisoners and": (1, "prisoners and ")}
    start = min(run([], b"")[1] for _ in range(3))
    for name, (first, text) in texts.items():
        sizes = [int(1e6 * first * SCALE * n) for n in (1, 2, 4, 8)]
        took = [math.inf] * len(sizes)
        for _ in range(ROUNDS):
            took = [min(t, max(0.001, seconds_of(text, n) - start))
                    for t, n in zip(took, sizes)]
            if is_linear(took):
                break
        print(name, " ".join(f"{t:.2f} s" for t in took), "ratios",
              " ".join(f"{b / a:.2f}" for a, b in zip(took, took[1:])),
              flush=True)
        if not is_linear(took):
            failed(name, "does not grow linearly")


if "linear" in sys.argv:
    linear()
else:
    date = ["--date=2024-02-29"]
    for cases in (TEXTS, BYTES, VALUES):
        for case, what in cases.items():
            check(case, date, what)
    for case, what in JSON.items():
        check("JSON, " + case, ["--jsonl"], what, may_fail=True)
    giant("JSON, 300 MB", 300000000, most=1 << 28)
    if "giant" in sys.argv:
        giant("JSON, 1.2 GB", 1200000000, most=1 << 30)
        giant("JSON, 1 GB", 1000000000, most=1 << 30)
    if "giant" in sys.argv and not dense(8 << 20, 3 << 28):
        failed("8 MB of claims", "more than 768 MB of memory")
    if "giant" in sys.argv and dense(8 << 20, 1 << 28):
        failed("8 MB of claims", "in 256 MB?")
sys.exit(failures > 0)
