"""bench.py: how fast aver is, beside public tools on the same bytes. What is
kept and compared are ratios in one run, instruction counts and memory, never
bare seconds. See README.md in this folder."""
import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import sys

import corpus
from measure import MB, Runner, counts, functions, have, ratio, size


def options():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--aver", required=True)
    p.add_argument("--stages", required=True)
    p.add_argument("--data", type=pathlib.Path, default=os.environ.get(
        "AVER_BENCH_DATA", corpus.ROOT.parent / "shared" / "bench"),
        help="folder with news.jsonl.xz and dense.jsonl.xz")
    p.add_argument("--work", type=pathlib.Path, required=True,
                   help="folder for what is made")
    p.add_argument("--short", action="store_true", help="a minute or so")
    p.add_argument("--floor", type=pathlib.Path,
                   help="TSV of figures not to fall behind")
    p.add_argument("--results", help="write a Markdown report here")
    return p.parse_args()


class Bench:
    """The figures (for floor.tsv), the rows of the README's table, and the
    text of the report."""

    def __init__(self, args):
        self.args, self.work = args, args.work
        self.aver = [args.aver, "-j1"]
        self.runner = Runner(args.stages)
        self.real = corpus.prepare(args.work, args.data, args.stages)
        self.figures, self.timed = {}, set()
        self.rows, self.lines = [], []

    def path(self, name):
        return str(self.work / name)

    def add(self, text=""):
        self.lines.append(text)
        print(text, flush=True)

    def keep(self, what, value):
        """A ratio of times: the best of all that were taken, since other work
        only makes it worse."""
        self.figures[what] = max(value, self.figures.get(what, 0))
        self.timed.add(what)

    def row(self, what, value):
        self.rows.append((what, value))
        print(f"{what}: {value}", flush=True)

    def table(self, head, rows):
        self.add("| " + " | ".join(head) + " |")
        self.add("| --- |" + " ---: |" * (len(head) - 1))
        for row in rows:
            self.add("| " + " | ".join(row) + " |")
        self.add()


# --- one figure after the other ----------------------------------------------

TOOLS = {"wc -w": ("wc", "-w"),
         "rg -ciF": ("rg", "-j1", "-ciF", "-f", "stems.txt"),
         "pcre2grep -ciu": ("pcre2grep", "-ciu", "-f", "stems.regex"),
         "jq -r .text": ("jq", "-r", ".text")}


def tool(bench, name, file):
    """The command for a public tool, or none where it is not installed."""
    command = [bench.path(word) if word.startswith("stems.") else word
               for word in TOOLS[name]]
    if not have(command[0]):
        return {}
    return {f"{name} {file}": command + [bench.path(file)]}


def throughput(bench):
    commands = {f"aver -j1 {file}": bench.aver + [bench.path(file)]
                for file in ("news.txt", "news", "news.jsonl", "dense.txt",
                             "dense.jsonl")}
    beside = {"news.txt": ["wc -w", "rg -ciF", "pcre2grep -ciu"],
              "dense.txt": ["wc -w"], "news.jsonl": ["jq -r .text"]}
    for file, names in beside.items():
        for name in names:
            commands |= tool(bench, name, file)
    took = bench.runner.rounds(commands, *(
        (2, 5, 12) if bench.args.short else (3, 7, 120)))
    speed = {name: size(commands[name][-1]) / MB / statistics.median(seconds)
             for name, seconds in took.items()}
    bench.add("### Throughput, one thread")
    bench.add()
    bench.table(["command", "MB", "MB/s"], [
        [f"`{name}`", f"{size(commands[name][-1]) / MB:.1f}",
         f"{speed[name]:.1f}"] for name in commands])
    for file, what in (("news.txt", "general news, plain text"),
                       ("dense.txt", "dense news, plain text"),
                       ("news.jsonl", "general news, JSON Lines")):
        own = f"aver -j1 {file}"
        text = f"{speed[own]:.1f} MB/s"
        for name in beside[file]:
            if f"{name} {file}" in took:
                times = ratio(took[f"{name} {file}"], took[own])
                bench.keep(f"{file}, times {name}", times)
                text += f", {times:.2f} times `{name}`"
        bench.row(f"{what}, one thread", text)


def threads(bench):
    path = bench.path("news.jsonl")
    commands = {j: [bench.args.aver, j, path] for j in ("-j1", "-j2")}
    outs = [subprocess.run(command, check=True, capture_output=True).stdout
            for command in commands.values()]
    if outs[0] != outs[1]:
        sys.exit("bench: -j1 and -j2 write different bytes")
    cores = os.cpu_count() or 1
    if cores < 2:
        return
    took = bench.runner.rounds(commands, *(
        (3, 9, 6) if bench.args.short else (5, 15, 60)), wall=True)
    times = ratio(took["-j1"], took["-j2"])
    bench.keep("two threads, times one", times)
    bench.row("two threads, the same bytes out", f"{times:.2f} times one")


def startup(bench):
    article = bench.work / "article.txt"
    article.write_bytes((bench.work / "dense.txt").read_bytes()[:3000])
    runs = [bench.runner.run([bench.args.aver], article)
            for _ in range(20 if bench.args.short else 200)]
    took = statistics.median(r[0] for r in runs) * 1e3
    # How much of the binary is mapped around what is touched is the kernel's
    # choice, which differs once in hundreds of runs.
    peak = statistics.median(r[2] for r in runs) / MB
    bench.figures["one article, MB"] = peak
    bench.row("one article of 3 KB, the whole process",
              f"{took:.1f} ms, {peak:.1f} MB resident")


def stages(bench):
    for name in ("news", "dense"):
        out = subprocess.run([bench.args.stages, "stages",
                              bench.path(f"{name}.parts")],
                             check=True, capture_output=True, text=True)
        rows = [line.split("\t") for line in out.stdout.splitlines()]
        claims = rows.pop()[1]
        whole = sum(float(r[2]) for r in rows)
        part = corpus.part(bench.work / f"{name}.parts",
                           bench.work / f"{name}.some.parts", 300_000)
        each = {}
        if have("valgrind"):
            each = functions([bench.args.stages, "stages", str(part)],
                             "stage_")
        bench.add(f"### Stages, {name} ({claims} claims)")
        bench.add()
        bench.table(
            ["stage", "MB seen", "MB/s", "share",
             "instructions a byte of input"],
            [[n, f"{int(b) / MB:.1f}",
              f"{int(b) / MB / max(float(s), 1e-9):.1f}",
              f"{100 * float(s) / whole:.1f} %",
              f"{each.get(n, 0) / size(part):.1f}"] for n, b, s in rows])


TIMES = (4, 8, 24)  # how often a text is repeated


def texts(bench):
    """What instructions are counted for. The first part of a text has the
    start and the first use of every rule to pay, so parts are compared."""
    dense = bench.work / "dense.txt"
    n = 20_000 if bench.args.short else 100_000
    whole = dense.read_bytes()[:n].decode("utf-8", "ignore")
    for times in TIMES:
        corpus.part(bench.path("dense.jsonl"),
                    bench.work / f"articles.{times}.jsonl", n, times)
        (bench.work / f"length.{times}.txt").write_text(whole * times,
                                                        encoding="utf-8")
    for name, share in (("news", 10), ("dense", 2)):
        for part in 1, 2:
            corpus.part(bench.path(f"{name}.jsonl"),
                        bench.work / f"{name}.{part}.jsonl",
                        n * share * part)


def growth(found, name):
    """What the last repetitions cost, in what the first ones cost."""
    one, two, many = (found[name.format(times)] for times in TIMES)
    return (((many - two) / (TIMES[2] - TIMES[1])) /
            ((two - one) / (TIMES[1] - TIMES[0])))


def instructions(bench):
    if not have("valgrind"):
        return
    texts(bench)
    files = [f"{name}.{part}.jsonl" for name in ("news", "dense")
             for part in (1, 2)]
    files += [name.format(times) for times in TIMES
              for name in ("articles.{}.jsonl", "length.{}.txt")]
    runs = {file: (bench.aver + [bench.path(file)],) for file in files}
    runs["article"] = (bench.aver, bench.path("article.txt"))
    for name, folder in (("rules", corpus.ROOT / "rules"),
                         ("more", corpus.more_actors(bench.work / "rules"))):
        for part in 1, 2:
            runs[name, part] = (bench.aver + [
                "--rules", str(folder), bench.path(f"dense.{part}.jsonl")],)
    found = counts(runs)
    for name in ("news", "dense"):
        small, large = (f"{name}.{part}.jsonl" for part in (1, 2))
        each = ((found[large] - found[small]) /
                (size(bench.path(large)) - size(bench.path(small))))
        bench.figures[f"{name}.jsonl, instructions a byte"] = each
        bench.row(f"{name} as JSON Lines, a byte", f"{each:.0f} instructions")
    start = found["article"] / 1e6
    bench.figures["one article, million instructions"] = start
    bench.row("one article of 3 KB, the whole process",
              f"{start:.1f} million instructions")
    for what, times in (
            ("each of six times as many articles",
             growth(found, "articles.{}.jsonl")),
            ("a byte of an article six times as long",
             growth(found, "length.{}.txt")),
            ("ten times the actors",
             (found["more", 2] - found["more", 1]) /
             (found["rules", 2] - found["rules", 1]))):
        bench.figures[what] = times
        bench.row(what, f"{times:.3f} times the instructions")


def memory(bench):
    block = (bench.work / "news.jsonl").read_bytes()
    command = [bench.args.aver, "--jsonl", "-"]
    many, seconds = (33, 10) if bench.args.short else (100, 3600)
    small, low = bench.runner.stream(command, block, 1, 0)
    large, high = bench.runner.stream(command, block, many, seconds)
    bench.figures["a long stream, MB more"] = (high - low) / MB
    bench.row(f"{large / MB:.0f} MB through a pipe",
              f"{high / MB:.1f} MB resident; {low / MB:.1f} MB for "
              f"{small / MB:.0f} MB")
    one, text = bench.work / "one.txt", (bench.work / "news.txt").read_bytes()
    with open(one, "wb") as out:
        for _ in range(1 if bench.args.short else
                       (1 << 30) // len(text)):  # what is larger is refused
            out.write(text)
    peak = bench.runner.run([bench.args.aver, str(one)])[2]
    times = peak / size(one)
    bench.figures["one document, times its size"] = times
    bench.row(f"one document of {size(one) / MB:.0f} MB",
              f"{times:.2f} times its size resident")
    one.unlink()


# --- keeping it --------------------------------------------------------------

def missed(bench, floors):
    """The rows of floor.tsv that are not kept: figure, `least` or `most`,
    value, and the part of it by which it may be missed. Values that may be
    missed hold for real news only."""
    bad = {}
    for name, bound, value, slack in floors:
        found = bench.figures.get(name)
        if found is None or (float(slack) and not bench.real):
            continue
        if (found < float(value) * (1 - float(slack)) if bound == "least"
                else found > float(value) * (1 + float(slack))):
            bad[name] = (f"{name} is {found:.3f}, {bound} {value}, slack "
                         f"{slack}")
    return bad


def once_more(bench, floors):
    """Times that are behind their floor are taken anew, twice at the most. On
    a machine with other work they are not judged."""
    for _ in range(2):
        if not missed(bench, floors).keys() & bench.timed:
            return
        throughput(bench)
        threads(bench)
    for name in missed(bench, floors).keys() & bench.timed:
        if bench.runner.is_busy():
            print("bench: not judged, with other work on this machine: " +
                  name, file=sys.stderr)
            del bench.figures[name]


def check(bench):
    """Every figure against its floor, which with AVER_UPDATE=1 in the
    environment is taken from this run where it may be missed."""
    path = bench.args.floor
    head, *rows = path.read_text().splitlines()
    floors = [row.split("\t") for row in rows]
    if "AVER_UPDATE" in os.environ:
        for row in floors:
            if row[0] in bench.figures and float(row[3]):
                row[2] = f"{bench.figures[row[0]]:.3f}"
        path.write_text("\n".join([head] + ["\t".join(r) for r in floors]) +
                        "\n")
        return True
    once_more(bench, floors)
    for name in {row[0] for row in floors} - bench.figures.keys():
        print(f"bench: not measured: {name}", file=sys.stderr)
    bad = missed(bench, floors)
    for line in bad.values():
        print(f"bench: too slow: {line}", file=sys.stderr)
    return not bad


def report(bench):
    """The README's table, and behind it what else was measured."""
    machine = (f"{platform.machine()}, {os.cpu_count()} processors, "
               f"{'real' if bench.real else 'made-up'} news; medians of runs "
               "in alternation")
    table = [f"| {machine} | |", "| --- | --- |"]
    table += [f"| {what} | {value} |" for what, value in bench.rows]
    return "\n".join(["## Speed", "", "<!-- bench -->"] + table +
                     ["<!-- /bench -->", ""] + bench.lines)


def main():
    args = options()
    bench = Bench(args)
    throughput(bench)
    threads(bench)
    startup(bench)
    memory(bench)
    instructions(bench)
    if not args.short:
        stages(bench)
    if args.results:
        pathlib.Path(args.results).write_text(report(bench))
    return 0 if not args.floor or check(bench) else 1


if __name__ == "__main__":
    sys.exit(main())
