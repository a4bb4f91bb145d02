"""spark.py AVER README: aver as the worker of Apache Spark, on a cluster of
two processes. However the corpus is cut, the claims are those of one local
run; a broken line fails no task and is counted; other trouble does fail."""
import contextlib
import glob
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile

AVER = os.path.abspath(sys.argv[1])
README = os.path.abspath(sys.argv[2])
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..")
OWN = os.path.join(SOURCE, "build/spark/bin/python3")  # tests/setup.sh
sys.path[:0] = [HERE, os.path.join(SOURCE, "samples/spark")]

try:
    import pyspark
except ImportError:
    if os.path.exists(OWN) and sys.prefix == sys.base_prefix:
        os.execv(OWN, [OWN] + sys.argv)
    print("skipped: no PySpark here; `.ci/run` and `. tests/setup.sh; "
          "want_spark` install it")
    sys.exit(77)
if not shutil.which("java"):
    print("skipped: no Java here (apt install openjdk-17-jre-headless)")
    sys.exit(77)

import claims as sample
import corpus
from pyspark.sql import SparkSession

failures = 0


def expect(name, truth, why=""):
    global failures
    failures += not truth
    print("ok" if truth else "FAILED", name, "" if truth else why, flush=True)


def same(name, got, want):
    got = sorted(got)
    expect(name, got == want, f"{len(got)} of {len(want)} claims, first other "
           f"{[p for p in zip(got, want) if p[0] != p[1]][:1]}")


def start():
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable,
                      SPARK_LOCAL_HOSTNAME="localhost")
    spark = (SparkSession.builder.master("local-cluster[2,1,1024]")
             .config("spark.ui.enabled", False)
             .config("spark.ui.showConsoleProgress", False)
             .config("spark.task.maxFailures", 1)
             .config("spark.submit.pyFiles", sample.__file__).getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    return spark


def logs(sc):
    return os.path.join(os.environ.get("SPARK_HOME") or
                        os.path.dirname(pyspark.__file__), "work",
                        sc.applicationId)


def pipe(sc, want):
    """The README's lines."""
    with open(README, encoding="utf-8") as text:
        code = re.search(r"<!-- cluster spark -->\n```python\n(.*?)```",
                         text.read(), re.S)[1]
    exec(code.replace("/usr/local/bin/aver", AVER), {"sc": sc})
    got = []
    for part in glob.glob("claims/part-*"):
        with open(part, encoding="utf-8", newline="\n") as rows:
            got += [row.rstrip("\n") for row in rows]
    same("RDD.pipe", got, want)
    told = 0
    for path in glob.glob(os.path.join(logs(sc), "*", "stderr")):
        with open(path, encoding="utf-8", errors="replace") as log:
            told += sum(line.startswith("aver: standard input:")
                        for line in log)
    expect("broken lines in the logs", told == len(corpus.BROKEN), told)


def frames(spark, want):
    lines = spark.read.text("news.jsonl", lineSep="\n").rdd.map(lambda r: r[0])
    for cuts in 1, 3, 7:
        found, broken = sample.claims(spark, lines.repartition(cuts), AVER)
        same(f"DataFrame, {cuts} parts",
             ["\t".join(row) for row in found.collect()], want)
        expect(f"broken lines, {cuts} parts",
               broken.value == len(corpus.BROKEN), broken.value)
    with contextlib.redirect_stderr(io.StringIO()) as said:
        sample.main(["--aver", AVER, "news.jsonl", "table"])
    table = spark.read.parquet("table")
    same("claims.py", ["\t".join(row) for row in table.collect()], want)
    expect("claims.py tells", f"{len(corpus.BROKEN)} lines" in said.getvalue(),
           said.getvalue())


def trouble(sc):
    """Of another kind than a broken line: here, no rules."""
    with open("bad", "w") as out:
        out.write(f'#!/bin/sh\n[ $# = 0 ] || set -- --rules=missing "$@"\n'
                  f'exec {AVER} "$@"\n')
    os.chmod("bad", 0o755)
    bad, lines = os.path.abspath("bad"), sc.textFile("news.jsonl")
    expect("trouble fails a pipe", fails(
        lines.pipe(f"{bad} --jsonl --ignore-errors", checkCode=True).count))
    expect("trouble fails a frame", fails(
        sample.claims(SparkSession.active(), lines, bad)[0].count))


def fails(action):
    try:
        action()
    except Exception:
        return True
    return False


def main():
    corpus.write("news.jsonl", 150)
    local = subprocess.run([AVER, "--hash-names", "news.jsonl"],
                           capture_output=True, encoding="utf-8").stdout
    want = sorted(local.split("\n")[1:-1])
    spark = start()
    work = logs(spark.sparkContext)
    try:
        pipe(spark.sparkContext, want)
        frames(spark, want)
        trouble(spark.sparkContext)
    finally:
        spark.stop()
        shutil.rmtree(work, ignore_errors=True)


with tempfile.TemporaryDirectory() as where:
    os.chdir(where)
    main()
    os.chdir("/")
sys.exit(failures > 0)
