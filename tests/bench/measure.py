"""Seconds, memory and instructions of commands."""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

MB = 1e6
ENV = dict(os.environ, LC_ALL="C.UTF-8")


def have(*commands):
    return all(shutil.which(c) for c in commands)


def size(path):
    path = pathlib.Path(path)
    if path.is_dir():
        return sum(f.stat().st_size for f in path.iterdir())
    return path.stat().st_size


class Runner:
    """Runs commands beneath `stages run`: a small process, since the memory
    of a child counts from what its parent has."""

    def __init__(self, stages):
        self.stages = str(stages)
        self.wall = self.cpu = 0.0

    def is_busy(self):
        """Whether other work is going on: processes wait to be run, or those
        that were timed had to."""
        cores = os.cpu_count() or 1
        return (os.getloadavg()[0] > cores + 0.5 or
                self.wall > 1.2 * self.cpu)

    def run(self, command, stdin=os.devnull):
        """Wall and processor seconds and resident bytes of one run."""
        with open(stdin, "rb") as source:
            done = subprocess.run([self.stages, "run"] + command,
                                  stdin=source, capture_output=True,
                                  text=True, env=ENV)
        if done.returncode:
            sys.exit(f"bench: {' '.join(command)} fails")
        wall, cpu, kib = done.stdout.split("\t")
        return float(wall), float(cpu), int(kib) * 1024

    def stream(self, command, block, times, seconds):
        """Bytes written through a pipe, `block` so often or so long, and
        resident bytes of the command."""
        child = subprocess.Popen([self.stages, "run"] + command,
                                 stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, env=ENV)
        end, n = time.monotonic() + seconds, 0
        while n < times and (n < 1 or time.monotonic() < end):
            child.stdin.write(block)
            n += 1
        child.stdin.close()
        told = child.stdout.read().decode()
        if child.wait():
            sys.exit(f"bench: {' '.join(command)} fails")
        return n * len(block), int(told.split("\t")[2]) * 1024

    def rounds(self, commands, least, most, seconds, wall=False):
        """Seconds of each command in each round, the commands in turn. Of a
        processor, which other work on the machine does less harm to, or of
        wall clock. No round begins after `seconds`."""
        took = {name: [] for name in commands}
        end = time.monotonic() + seconds
        for i in range(most):
            if i >= least and time.monotonic() > end:
                break
            for name, command in commands.items():
                seconds, cpu, _ = self.run(command)
                took[name].append(seconds if wall else cpu)
                if not wall:
                    self.wall += seconds
                    self.cpu += cpu
        return took


def ratio(slow, fast):
    """The median of the rounds' ratios."""
    return statistics.median(s / f for s, f in zip(slow, fast))


def count(command, stdin=os.devnull):
    """Instructions of one run: the same ones whatever else is going on."""
    with open(stdin, "rb") as source:
        done = subprocess.run(
            ["valgrind", "--tool=cachegrind", "--cache-sim=no",
             "--cachegrind-out-file=" + os.devnull] + command, stdin=source,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=ENV)
    found = re.search(r"I\s+refs:\s*([\d,]+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"bench: {' '.join(command)} fails under valgrind")
    return int(found[1].replace(",", ""))


def counts(runs):
    """{name: (command, stdin)} to {name: instructions}."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {name: pool.submit(count, *run) for name, run in runs.items()}
        return {name: job.result() for name, job in jobs.items()}


def functions(command, prefix):
    """Instructions within each function whose name begins so, what they call
    included."""
    out = pathlib.Path(command[-1] + ".callgrind")
    subprocess.run(["valgrind", "--tool=callgrind",
                    f"--callgrind-out-file={out}"] + command, check=True,
                   capture_output=True, env=ENV)
    told = subprocess.run(["callgrind_annotate", "--inclusive=yes",
                           "--threshold=100", str(out)], check=True,
                          capture_output=True, text=True).stdout
    out.unlink()
    found = re.findall(rf"^\s*([\d,]+) .*?:{prefix}(\w+)", told, re.M)
    return {name: int(n.replace(",", "")) for n, name in found}
