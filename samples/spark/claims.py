"""spark-submit claims.py [--aver PATH] [--format FORMAT] INPUT OUTPUT

Writes the claims of JSON Lines as a DataFrame with aver's columns, and tells
how many lines were no record: they fail nothing. In a program of your own:

    from claims import claims
    found, broken = claims(spark, articles.select("id", "date", "text").toJSON())
"""
import argparse
import subprocess
import sys
import tempfile
import threading

from pyspark.sql import SparkSession

OPTIONS = ["--jsonl", "--no-header", "--hash-names", "--ignore-errors",
           "--stats", "-j1"]


def feed(lines, pipe):
    try:
        with pipe:
            for line in lines:
                pipe.write(line.encode() + b"\n")
    except BrokenPipeError:
        pass  # aver has ended, and its status is looked at


def work(aver, lines, broken):
    """The fields of the claims of one partition."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        child = subprocess.Popen([aver] + OPTIONS, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=told)
        feeder = threading.Thread(target=feed, args=(lines, child.stdin))
        feeder.start()
        for line in child.stdout:
            yield line[:-1].decode().split("\t")
        feeder.join()
        status = child.wait()
        told.seek(0)
        *messages, names, values = told.read().splitlines() or ["", "", ""]
        print(*messages, sep="\n", end="\n" * bool(messages), file=sys.stderr)
        if status:
            raise RuntimeError(f"{aver} ends with {status}")
        stats = dict(zip(names.split("\t"), values.split("\t")))
        broken.add(int(stats["errors"]))


def claims(spark, lines, aver="aver"):
    """`lines`: an RDD of JSON Lines. A DataFrame of their claims, and an
    accumulator of the lines that were none, once the claims are computed."""
    header = subprocess.run([aver], stdin=subprocess.DEVNULL, check=True,
                            capture_output=True, text=True).stdout
    schema = ", ".join(f"`{name}` string" for name in header.split())
    broken = spark.sparkContext.accumulator(0)
    rows = lines.mapPartitions(lambda part: work(aver, part, broken))
    return spark.createDataFrame(rows, schema), broken


def main(argv):
    options = argparse.ArgumentParser(description=__doc__.split("\n")[2])
    options.add_argument("--aver", default="aver", help="as the nodes know it")
    options.add_argument("--format", default="parquet", help="or csv, json, …")
    options.add_argument("input")
    options.add_argument("output")
    args = options.parse_args(argv)
    spark = SparkSession.builder.appName("aver").getOrCreate()
    lines = spark.read.text(args.input, lineSep="\n").rdd.map(lambda r: r[0])
    found, broken = claims(spark, lines, args.aver)
    found.write.option("header", True).format(args.format).save(args.output)
    print(f"{broken.value} lines were no record", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
