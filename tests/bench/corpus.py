"""What the benchmark reads: the articles of ../shared/bench as plain text, as
JSON Lines and as a folder, or made-up ones where there are none."""
import json
import lzma
import pathlib
import random
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def synthetic(n, share, seed):
    """Sentences of the samples among sentences that say nothing."""
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


def records(data, name):
    path = data / f"{name}.jsonl.xz"
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    share = 0.02 if name == "news" else 0.5
    return list(synthetic(6000 if name == "news" else 1200, share, name))


def write(work, name, articles):
    shutil.rmtree(work / name, ignore_errors=True)
    (work / name).mkdir()
    with open(work / f"{name}.jsonl", "w", encoding="utf-8") as lines, \
            open(work / f"{name}.txt", "w", encoding="utf-8") as text, \
            open(work / f"{name}.parts", "w", encoding="utf-8") as parts:
        for r in articles:
            lines.write(json.dumps(r, ensure_ascii=False) + "\n")
            text.write(r["text"] + "\n")
            parts.write(r["text"] + "\n%%%%\n")
            (work / name / f"{r['id']}.txt").write_text(r["text"],
                                                        encoding="utf-8")


def write_stems(work, stages):
    """The gate's trigger words, but for those that begin as another one does:
    as a list and as a pattern."""
    told = subprocess.run([stages, "stems"], check=True, capture_output=True,
                          text=True).stdout
    kept = []
    for word in sorted(set(told.split())):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    (work / "stems.txt").write_text("\n".join(kept) + "\n")
    (work / "stems.regex").write_text(
        r"\b(?:" + "|".join(w.replace("-", "[-]") for w in kept) + ")\n")


def prepare(work, data, stages):
    """Whether the articles are real ones."""
    work.mkdir(parents=True, exist_ok=True)
    real = (data / "news.jsonl.xz").exists()
    done = work / "done"
    if not done.exists() or done.read_text() != str(real):
        for name in ("news", "dense"):
            write(work, name, records(data, name))
        done.write_text(str(real))
    write_stems(work, stages)
    return real


def part(path, out, n, times=1):
    """The first lines of `path`, about n bytes of them, so often."""
    kept = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if n <= 0:
                break
            kept.append(line)
            n -= len(line.encode())
    out.write_text("".join(kept) * times, encoding="utf-8")
    return out


def renamed(entry, tag):
    """The last word of each variant is another one."""
    names, behind, rest = entry.partition(";")
    return re.sub(r"(\w+)(?=\s*(\||/|$))", tag + r"\1", names) + behind + rest


def more_actors(out):
    """The rules with ten times the people and bodies that act; the new names
    are none."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "rules", out)
    for name in ("leaders", "bodies"):
        path = out / "en" / "lexicon" / f"{name}.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        more = [line if line.startswith(("@", "#")) else
                renamed(line, "Zq" + tag) for tag in "abcdefghi"
                for line in lines]
        path.write_text("\n".join(lines + more) + "\n", encoding="utf-8")
    return out
