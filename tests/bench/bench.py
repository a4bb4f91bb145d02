"""bench.py: how fast aver is, beside public tools on the same bytes.

Runs every command in turn, round after round, and takes medians; what is
kept and compared are ratios in one run, never bare seconds. See README.md
in this folder.
"""
import argparse
import json
import lzma
import os
import pathlib
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MB = 1e6
SLACK = 0.8  # a ratio may fall so far below its floor


def options():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--aver", required=True)
    p.add_argument("--stages", required=True)
    p.add_argument("--data", default=os.environ.get(
        "AVER_BENCH_DATA", ROOT.parent / "shared" / "bench"),
        help="folder with news.jsonl.xz and dense.jsonl.xz")
    p.add_argument("--work", required=True, help="folder for what is made")
    p.add_argument("--short", action="store_true", help="a minute or so")
    p.add_argument("--floor", help="TSV of ratios not to fall below")
    p.add_argument("--results", help="write a Markdown report here")
    return p.parse_args()


# --- what is read ----------------------------------------------------------

def synthetic(n, share, seed):
    """Articles, where there are no real ones: sentences of the samples among
    sentences that say nothing."""
    rng = random.Random(seed)
    told = []
    for path in sorted(ROOT.glob("samples/*.txt")):
        told += re.split(r"(?<=\.)\s+", path.read_text(encoding="utf-8"))
    words = ("the city council met again on street repairs and the price of "
             "bread while rain fell over hills rivers fields and old houses "
             "near a quiet harbour where boats wait for better weather"
             ).split()

    def filler():
        body = " ".join(rng.choice(words)
                        for _ in range(rng.randint(8, 30)))
        return body.capitalize() + "."

    for i in range(n):
        lines = [" ".join(rng.choice(told) if rng.random() < share
                          else filler() for _ in range(rng.randint(1, 4)))
                 for _ in range(rng.randint(5, 30))]
        yield {"id": f"s{i:05d}", "date": "2024-03-12",
               "text": "\n".join(lines)}


def records(args, name):
    path = pathlib.Path(args.data) / f"{name}.jsonl.xz"
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    share = 0.02 if name == "news" else 0.5
    return list(synthetic(6000 if name == "news" else 1200, share, name))


def prepare(args):
    work = pathlib.Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    real = (pathlib.Path(args.data) / "news.jsonl.xz").exists()
    for name in ("news", "dense"):
        done = work / f"{name}.done"
        if done.exists() and done.read_text() == str(real):
            continue
        shutil.rmtree(work / name, ignore_errors=True)
        (work / name).mkdir()
        all_of_it = records(args, name)
        with open(work / f"{name}.jsonl", "w", encoding="utf-8") as lines, \
                open(work / f"{name}.txt", "w", encoding="utf-8") as text, \
                open(work / f"{name}.parts", "w", encoding="utf-8") as parts:
            for r in all_of_it:
                lines.write(json.dumps(r, ensure_ascii=False) + "\n")
                text.write(r["text"] + "\n")
                parts.write(r["text"] + "\n%%%%\n")
                (work / name / f"{r['id']}.txt").write_text(
                    r["text"], encoding="utf-8")
        done.write_text(str(real))
    stems = subprocess.run([args.stages, "stems"], check=True,
                           capture_output=True, text=True).stdout.split()
    stems = sorted(set(stems))
    kept = [s for s in stems
            if not any(s != o and s.startswith(o) for o in stems)]
    (work / "stems.txt").write_text("\n".join(kept) + "\n")
    one = r"\b(?:" + "|".join(re.escape(s) for s in kept) + ")"
    (work / "stems.regex").write_text(one + "\n")
    return work, real


# --- running ---------------------------------------------------------------

STAGES = None
ENV = dict(os.environ, LC_ALL="C.UTF-8")


def run(command, stdin=None):
    """Wall and processor seconds and peak resident bytes of one run."""
    with open(stdin or os.devnull, "rb") as source:
        done = subprocess.run([STAGES, "run"] + command, stdin=source,
                              capture_output=True, text=True, env=ENV)
    if done.returncode:
        sys.exit(f"bench: {command[0]} fails")
    wall, cpu, kib = done.stdout.split("\t")
    return float(wall), float(cpu), int(kib) * 1024


def medians(commands, rounds, wall=False):
    """Medians of seconds, the commands in alternation, after a round that is
    not counted. Processor time: other work on the machine adds less to it."""
    times = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            took = run(command)
            times[name].append(took[0] if wall else took[1])
    return {name: statistics.median(t[1:]) for name, t in times.items()}


def have(*commands):
    return all(shutil.which(c) for c in commands)


def size(path):
    path = pathlib.Path(path)
    if path.is_dir():
        return sum(f.stat().st_size for f in path.iterdir())
    return path.stat().st_size


class Report:
    def __init__(self):
        self.lines, self.ratios = [], {}

    def add(self, text=""):
        self.lines.append(text)
        print(text, flush=True)

    def ratio(self, name, value):
        self.ratios[name] = value

    def table(self, head, rows):
        self.add("| " + " | ".join(head) + " |")
        self.add("| " + " | ".join("---" if i == 0 else "---:"
                                   for i in range(len(head))) + " |")
        for row in rows:
            self.add("| " + " | ".join(row) + " |")
        self.add()


def throughput(args, work, report):
    aver = args.aver
    news, dense = work / "news.txt", work / "dense.txt"
    stems = str(work / "stems.regex")
    commands = {
        "aver -j1 news.txt": [aver, "-j1", str(news)],
        "aver -j1 news/": [aver, "-j1", str(work / "news")],
        "aver -j1 news.jsonl": [aver, "-j1", str(work / "news.jsonl")],
        "aver -j1 dense.jsonl": [aver, "-j1", str(work / "dense.jsonl")],
        "wc -w news.txt": ["wc", "-w", str(news)],
        "wc -w dense.txt": ["wc", "-w", str(dense)],
    }
    if have("rg"):
        commands["rg -ci, the gate's stems"] = ["rg", "-j1", "-ci", "-f",
                                                stems, str(news)]
    if have("pcre2grep"):
        commands["pcre2grep -ciu, the gate's stems"] = [
            "pcre2grep", "-ciu", "-f", stems, str(news)]
    if have("jq"):
        commands["jq -r .text news.jsonl"] = ["jq", "-r", ".text",
                                              str(work / "news.jsonl")]
    took = medians(commands, 3 if args.short else 5)
    rows = []
    for name, command in commands.items():
        rows.append([f"`{name}`", f"{size(command[-1]) / MB:.1f}",
                     f"{took[name]:.3f}",
                     f"{size(command[-1]) / MB / took[name]:.1f}"])
    report.add("### Throughput, one thread")
    report.add()
    report.table(["command", "MB", "s", "MB/s"], rows)
    text = took["aver -j1 news.txt"]
    pairs = [("news / wc -w", took["wc -w news.txt"] / text),
             ("dense / wc -w", took["wc -w dense.txt"] /
              took["aver -j1 dense.jsonl"])]
    for tool in ("rg", "pcre2grep"):
        name = next((n for n in took if n.startswith(tool)), None)
        if name:
            pairs.append((f"news / {tool}", took[name] / text))
    if have("jq"):
        pairs.append(("jsonl / jq", took["jq -r .text news.jsonl"] /
                      took["aver -j1 news.jsonl"]))
    report.add("Speed of aver in that of the other tool, same bytes, same "
               "run:")
    report.add()
    report.table(["ratio", "times"],
                 [[name, f"{value:.3f}"] for name, value in pairs])
    for name, value in pairs:
        report.ratio(name, value)


def stages(args, work, report):
    for name in ("news", "dense"):
        out = subprocess.run([args.stages, "stages", work / f"{name}.parts"],
                             check=True, capture_output=True, text=True)
        rows = [line.split("\t") for line in out.stdout.splitlines()]
        claims = rows.pop()[1]
        whole = sum(float(r[2]) for r in rows)
        report.add(f"### Stages, {name} ({claims} claims)")
        report.add()
        report.table(
            ["stage", "MB seen", "MB/s", "share"],
            [[n, f"{int(b) / MB:.1f}",
              f"{int(b) / MB / max(float(s), 1e-9):.1f}",
              f"{100 * float(s) / whole:.1f} %"] for n, b, s in rows])


def threads(args, work, report):
    path = str(work / "news.jsonl")
    outs = {}
    for j in ("-j1", "-j2"):
        outs[j] = subprocess.run([args.aver, j, path], check=True,
                                 capture_output=True).stdout
    if outs["-j1"] != outs["-j2"]:
        sys.exit("bench: -j1 and -j2 write different bytes")
    took = medians({j: [args.aver, j, path] for j in ("-j1", "-j2")},
                   3 if args.short else 5, wall=True)
    value = took["-j1"] / took["-j2"]
    report.add(f"Two threads: {value:.2f} times one, the same bytes out.")
    report.add()
    if (os.cpu_count() or 1) > 1:
        report.ratio("-j2 / -j1", value)


def startup(args, work, report):
    text = (work / "dense.txt").read_bytes()[:3000]
    (work / "article.txt").write_bytes(text)
    n = 20 if args.short else 100
    runs = [run([args.aver], work / "article.txt") for _ in range(n)]
    empty = [run(["true"]) for _ in range(n)]
    took, cpu = (statistics.median(r[i] for r in runs) * 1e3 for i in (0, 1))
    nothing = statistics.median(r[0] for r in empty) * 1e3
    peak = max(r[2] for r in runs) / MB
    report.add(f"One article of 3 KB from standard input: {took:.1f} ms "
               f"({cpu:.1f} ms of a processor; `true` takes {nothing:.1f} "
               f"ms), {peak:.1f} MB resident.")
    report.add()
    report.ratio("start, runs of true", nothing / took)
    report.ratio("start, 16 MB / resident", 16 / peak)


def instructions(args, work, report):
    if not have("valgrind"):
        return
    rows = []
    for name, n in (("news", 400_000), ("dense", 100_000)):
        part = work / f"{name}.part.jsonl"
        kept = []
        with open(work / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                kept.append(line)
                n -= len(line)
                if n < 0:
                    break
        counts = []
        for k in (len(kept) // 2, len(kept)):
            part.write_text("".join(kept[:k]), encoding="utf-8")
            done = subprocess.run(
                ["valgrind", "--tool=callgrind", "--callgrind-out-file="
                 + os.devnull, args.aver, "-j1", str(part)],
                capture_output=True, text=True, env=ENV)
            found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
            if not found:
                return
            counts.append((int(found.group(1)), part.stat().st_size))
        each = ((counts[1][0] - counts[0][0]) /
                (counts[1][1] - counts[0][1]))
        rows.append([name, f"{each:.0f}"])
        report.ratio(f"{name}, bytes / 1000 instructions", 1000 / each)
    report.add("Instructions a byte (callgrind; the second half of a part, "
               "so without the start):")
    report.add()
    report.table(["text", "instructions a byte"], rows)


def stream_memory(args, work, times):
    """Peak memory for news.jsonl, `times` times over, through a pipe."""
    block = (work / "news.jsonl").read_bytes()
    child = subprocess.Popen([STAGES, "run", args.aver, "--jsonl", "-"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             env=ENV)
    for _ in range(times):
        child.stdin.write(block)
    child.stdin.close()
    told = child.stdout.read().decode()
    if child.wait():
        sys.exit("bench: aver fails on a stream")
    return int(told.split("\t")[2]) * 1024 / MB


def memory(args, work, report):
    many = 3 if args.short else 100
    small, large = (stream_memory(args, work, n) for n in (1, many))
    mb = size(work / "news.jsonl") / MB
    report.add(f"Memory: {small:.1f} MB resident for {mb:.0f} MB of JSON "
               f"Lines, {large:.1f} MB for {mb * many:.0f} MB.")
    report.add()
    if large - small > 10:
        sys.exit("bench: memory grows with the input")
    text = (work / "news.txt").read_bytes()
    one = work / "one.txt"
    one.write_bytes(text[:len(text) // 2] if args.short else text * 33)
    took, _, peak = run([args.aver, str(one)])
    report.add(f"One document of {size(one) / MB:.0f} MB: {peak / MB:.0f} MB "
               f"resident, {peak / size(one):.1f} times its size, "
               f"{took:.1f} s.")
    report.add()
    one.unlink()


def alias(entry, tag):
    """The entry for people whose last names begin with `tag`."""
    words, mark, attributes = entry.partition(";")
    return re.sub(r"(\w+)(?= *(\||$))", tag + r"\1", words) + mark + attributes


def growth(args, work, report):
    """Time against length, and against the number of actors."""
    text = (work / "dense.txt").read_bytes()
    small, large = work / "small.txt", work / "large.txt"
    n = 100_000 if args.short else 500_000
    small.write_bytes(text[:n])
    large.write_bytes(text[:n * 8])
    rules = work / "rules"
    shutil.rmtree(rules, ignore_errors=True)
    shutil.copytree(ROOT / "rules", rules)
    actors = rules / "en" / "lexicon" / "leaders.txt"
    lines = [line for line in actors.read_text(encoding="utf-8").split("\n")]
    more = []
    for i in range(9):
        tag = "Zq" + "abcdefghi"[i]
        more += [line if line.startswith(("@", "#")) or not line.strip()
                 else alias(line, tag) for line in lines]
    actors.write_text("\n".join(lines + more), encoding="utf-8")
    dense = str(work / "dense.jsonl")
    base = [args.aver, "-j1", "--rules"]
    took = medians({
        "small": [args.aver, "-j1", str(small)],
        "large": [args.aver, "-j1", str(large)],
        "rules": base + [str(ROOT / "rules"), dense],
        "more": base + [str(rules), dense],
        "none": base + [str(ROOT / "rules"), os.devnull],
        "none more": base + [str(rules), os.devnull],
    }, 3 if args.short else 5)
    length = took["large"] / took["small"] / 8
    lexicon = ((took["more"] - took["none more"]) /
               (took["rules"] - took["none"]))
    report.add(f"A document eight times as long takes {length:.2f} times as "
               f"long a byte; ten times the leaders, {lexicon:.2f} times.")
    report.add()
    report.ratio("length, linear", 1 / length)
    report.ratio("ten times the leaders", 1 / lexicon)


# --- keeping it ------------------------------------------------------------

def check(args, report):
    bad = []
    for line in pathlib.Path(args.floor).read_text().splitlines()[1:]:
        name, floor = line.split("\t")
        value = report.ratios.get(name)
        if value is not None and value < SLACK * float(floor):
            bad.append(f"{name}: {value:.3f}, floor {floor}")
    for line in bad:
        print("bench: too slow:", line, file=sys.stderr)
    return not bad


def main():
    global STAGES
    args = options()
    STAGES = args.stages
    work, real = prepare(args)
    report = Report()
    report.add("## Speed")
    report.add()
    report.add(f"{platform.machine()}, {os.cpu_count()} processors, "
               f"{'real news' if real else 'synthetic text'}; medians of "
               "runs in alternation.")
    report.add()
    throughput(args, work, report)
    threads(args, work, report)
    startup(args, work, report)
    stages(args, work, report)
    instructions(args, work, report)
    memory(args, work, report)
    if not args.short:
        growth(args, work, report)
    if args.results:
        pathlib.Path(args.results).write_text("\n".join(report.lines) + "\n")
    names = "\n".join(f"{n}\t{v:.3f}" for n, v in report.ratios.items())
    (work / "ratios.tsv").write_text("ratio\tfloor\n" + names + "\n")
    return 0 if not args.floor or check(args, report) else 1


if __name__ == "__main__":
    sys.exit(main())
