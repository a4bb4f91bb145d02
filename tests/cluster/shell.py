"""shell.py AVER README NAME: a shell command of the README that cuts a corpus
gives the claims of one local run. What is not installed here is played by a
script of this test, but for GNU parallel: without that, skipped."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import corpus

AVER, README = map(os.path.abspath, sys.argv[1:3])
NAME = sys.argv[3]
PLAYED = {
    "sbatch": r'''
n=$(sed -n 's/^#SBATCH --array=1-//p' "$1")
export SLURM_ARRAY_TASK_ID SLURM_ARRAY_TASK_COUNT=$n
for SLURM_ARRAY_TASK_ID in $(seq "$n"); do
    sh "$1" || exit 1
done''',
    "hadoop": r'''
while [ $# -gt 1 ]; do
    case $1 in
    -files) ln -s "$2" . ;;
    -input) input=$2 ;;
    -output) output=$2 ;;
    -mapper) mapper=$2 ;;
    esac
    shift
done
mkdir "$output"
for k in 1 2 3; do
    split -n l/$k/3 "$input" | $mapper >"$output/part-$k" || exit 1
done''',
}


def play(name, script):
    if shutil.which(name):
        return
    with open(f"bin/{name}", "w") as out:
        out.write(f"#!/bin/sh\n{script}\n")
    os.chmod(f"bin/{name}", 0o755)


def command():
    with open(README, encoding="utf-8") as text:
        return re.search(rf"<!-- cluster {NAME} -->\n```sh\n(.*?)```",
                         text.read(), re.S)[1]


def claims():
    """Of all files that the command wrote."""
    rows = []
    for path in glob.glob("claims.*tsv") + glob.glob("claims/part-*"):
        with open(path, encoding="utf-8", newline="\n") as lines:
            rows += lines.read().split("\n")[:-1]
    return rows


def main():
    corpus.write("news.jsonl", 400)
    local = subprocess.run([AVER, "--hash-names", "news.jsonl"],
                           capture_output=True, encoding="utf-8").stdout
    want = local.split("\n")[:-1]
    os.mkdir("bin")
    for name, script in PLAYED.items():
        play(name, script)
    os.symlink(AVER, "bin/aver")
    os.environ["PATH"] = os.path.abspath("bin") + ":" + os.environ["PATH"]
    script = command().replace("--block 10M", "--block 100K")
    done = subprocess.run(["sh", "-euc", script], stderr=subprocess.PIPE,
                          encoding="utf-8")
    got = claims()
    if NAME != "parallel":  # which alone keeps the order, and has the header
        got, want = sorted(got), sorted(want[1:])
    told = done.stderr.count("aver: standard input:")
    if done.returncode or got != want or told != len(corpus.BROKEN):
        print(f"FAILED: status {done.returncode}, {len(got)} of {len(want)} "
              f"lines, {told} broken\n{done.stderr}")
        return 1
    return 0


if NAME == "parallel" and not shutil.which("parallel"):
    print("skipped: GNU parallel is not installed (apt install parallel)")
    sys.exit(77)
with tempfile.TemporaryDirectory() as where:
    os.chdir(where)
    status = main()
    os.chdir("/")
sys.exit(status)
