"""failing_io.py AVER [SHIM [gcov]]: what aver does when reading and writing goes
wrong. For each: the message, the exit status, whole lines only, all other
inputs done, and no half file under the name that -o gives."""
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

AVER = os.path.abspath(sys.argv[1])
SHIM = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ""
CLAIM = "Peru released 53 prisoners on Monday.\n"
COLUMNS = 23
failures = 0


def expect(name, truth, why=""):
    global failures
    if not truth:
        failures += 1
        print(f"FAILED {name}: {why}", flush=True)


def run(args, plan="", also=None, **more):
    env = dict(os.environ, LC_ALL="C.UTF-8", **(also or {}))
    if plan:
        env.update(LD_PRELOAD=SHIM, AVER_SHIM=plan)
    more.setdefault("stdin", subprocess.DEVNULL)
    if "input" in more:
        del more["stdin"]
    more.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([AVER] + args, stderr=subprocess.PIPE, env=env,
                          timeout=60, **more)


def whole(name, out):
    lines = out.split(b"\n")
    expect(name, not lines.pop(), "half a line")
    expect(name, all(x.count(b"\t") == COLUMNS - 1 for x in lines),
           "a line with other fields")
    return len(lines) - 1


def write(path, data):
    with open(path, "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())


def shimmed():
    """Short, interrupted and failing calls."""
    good = run(["many", "lines.jsonl"]).stdout
    expect("plain", whole("plain", good) == 40 + 500, len(good))
    for plan in ("read:short", "read:EINTR", "write:short", "write:EINTR",
                 "read:short,write:short", "read:EINTR,write:EINTR"):
        for threads in ("-j1", "-j3"):
            done = run([threads, "many", "lines.jsonl"], plan)
            expect(plan, done.returncode == 0, done.stderr)
            expect(plan, done.stdout == good, "another output")
        done = run(["-"], plan, input=CLAIM.encode())
        expect(plan, done.returncode == 0 and
               whole(plan, done.stdout) == 1, done.stderr)
    done = run(["-j1", "many"], "read:EIO:6")
    expect("EIO", done.returncode == 2 and
           b"Input/output error" in done.stderr, done.stderr)
    expect("EIO", 0 < whole("EIO", done.stdout) < 40, "the files before it")
    done = run(["lines.jsonl"], "read:EIO:2")
    expect("EIO, lines", done.returncode == 2, done.stderr)
    whole("EIO, lines", done.stdout)
    for error in ("EIO", "ENOSPC", "EDQUOT", "EPIPE"):
        for plan in (f"write:{error}", f"write:{error}:2",
                     f"fsync:{error}", f"rename:{error}"):
            write("out.tsv", "before\n")
            done = run(["-o", "out.tsv", "many"], plan)
            expect(plan, done.returncode == 2 and
                   done.stderr.startswith(b"aver: out.tsv: "), done.stderr)
            expect(plan, open("out.tsv").read() == "before\n", "half a file")
            expect(plan, not [x for x in os.listdir(".")
                              if x.startswith("out.tsv.")], "left behind")
    with open("direct.tsv", "wb") as out:
        done = run(["-j1", "lines.jsonl"], "write:ENOSPC:2", stdout=out)
    expect("ENOSPC", done.returncode == 2 and
           b"No space left" in done.stderr, done.stderr)
    whole("ENOSPC", open("direct.tsv", "rb").read())


def folders():
    """Folders and files that cannot be opened, or only half read."""
    for part in ("a", "b", "c"):
        os.makedirs(f"tree/{part}")
        for i in range(10):
            write(f"tree/{part}/{i}.txt", CLAIM)
    for plan, message, least, most in (
            ("open:EMFILE:16", b"Too many open files", 15, 15),
            ("opendir:ENOENT:3", b"tree/b/: No such file", 10, 10),
            ("opendir:EMFILE:1", b"tree/: Too many", 0, 0),
            ("readdir:EIO:12", b"tree/a/: Input/output error", 1, 29)):
        done = run(["tree"], plan)
        expect(plan, done.returncode == 2 and message in done.stderr,
               done.stderr)
        expect(plan, least <= whole(plan, done.stdout) <= most,
               done.stdout[-300:])
    done = run(["tree", "many/1.txt"], "opendir:EIO:1")
    expect("the next operand", done.returncode == 2 and
           whole("the next operand", done.stdout) == 1, done.stdout)


def meanwhile():
    """What others do to the input and the output in the middle of it."""
    def during(plan, command, args):
        return run(args, plan, also={"AVER_HOOK": command})

    def fresh():
        write("big.txt", CLAIM * 100)
        write("big.jsonl", f'{{"text": "{CLAIM.strip()}"}}\n' * 100)
        for part in "abc":
            os.makedirs(f"going/{part}", exist_ok=True)
            write(f"going/{part}/1.txt", CLAIM)
            write(f"going/{part}/2.txt", CLAIM)

    def check(name, plan, command, args, status, claims, said=b""):
        fresh()
        done = during(plan, command, args)
        expect(name, done.returncode == status and said in done.stderr,
               (done.returncode, done.stderr))
        expect(name, whole(name, done.stdout) in claims, done.stdout[-300:])

    slowly = "read:hook:100,read:short" # 7 bytes a call
    check("truncated", slowly, "truncate -s 9 big.txt", ["big.txt"], 0,
          range(15, 20))
    check("replaced", slowly, "echo no >new; mv new big.txt", ["big.txt"], 0,
          [100])
    check("removed", slowly, "rm big.txt", ["big.txt"], 0, [100])
    check("grown", slowly, "echo Peru freed 7 men. >>big.txt", ["big.txt"], 0,
          [101])
    check("lines truncated", slowly, "truncate -s 9 big.jsonl",
          ["big.jsonl", "many/1.txt"], 2, range(10, 16), b": broken JSON: ")
    check("a folder goes", "opendir:hook:2", "rm -r going/b", ["going"], 2,
          [4], b"going/b/: No such file")
    check("a file goes", "open:hook:1", "rm going/a/2.txt", ["going"], 2,
          [5], b"going/a/2.txt: No such file")
    check("all goes", "open:hook:1", "rm -r going", ["going", "many/1.txt"],
          2, [1], b"going/b/: No such file")
    os.mkdir("out")
    fresh()
    done = during("write:hook:1", "rm -r out", ["-o", "out/a.tsv", "big.txt"])
    expect("the output's folder goes", done.returncode == 2 and
           done.stderr.startswith(b"aver: out/a.tsv: "), done.stderr)


def no_memory():
    """From the n-th allocation of the process on there is none left."""
    write("out.tsv", "before\n")
    for threads in ("-j1", "-j3"):
        n, tried = 1, 0
        while True:
            plan = f"malloc:ENOMEM:{n}"
            done = run([threads, "-o", "out.tsv", "many", "lines.jsonl"], plan)
            if done.returncode == 0:
                break
            n, tried = n + 1 + n // 8, tried + 1
            expect(plan, done.returncode == 2 and b"memory" in done.stderr,
                   (threads, done.returncode, done.stderr))
            expect(plan, open("out.tsv").read() == "before\n", "half a file")
        expect("no memory", tried > 10, "the shim does nothing")
        write("out.tsv", "before\n")


def full_disk():
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as out:
        done = run(["many"], stdout=out)
    expect("/dev/full", done.returncode == 2, done.stderr)
    done = run(["-o", "/dev/full", "many"])
    expect("-o /dev/full", done.returncode == 2 and
           os.path.exists("/dev/full"), done.stderr)


def limited():
    """A file that may not grow, as on a full disk: whole lines only."""
    def few():
        import resource
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3001, 3001))
    with open("limited.tsv", "wb") as out:
        done = run(["-j1", "lines.jsonl"], stdout=out, preexec_fn=few,
                   also={"GCOV_PREFIX": "gcov"}) # where it counts
    expect("a full file", done.returncode == 2 and
           b"File too large" in done.stderr, done.stderr)
    expect("a full file", whole("a full file",
                                open("limited.tsv", "rb").read()) > 0)


def closed_pipe():
    for ignored, status in ((False, -signal.SIGPIPE), (True, 2)):
        def before():
            signal.signal(signal.SIGPIPE,
                          signal.SIG_IGN if ignored else signal.SIG_DFL)
        read, to = os.pipe()
        os.close(read)
        done = run(["many"], stdout=to, preexec_fn=before)
        os.close(to)
        expect("a closed pipe", done.returncode == status,
               (done.returncode, done.stderr))


def names():
    odd = [b"new\nline.txt", b"ta\tb.txt", b"bad\xff\xfe.txt", b" .txt",
           b"-j.txt", b"quo\"te'.txt", b"\xe2\x80\xae.txt", b"a" * 240 +
           b".txt"]
    os.mkdir("odd")
    for name in odd:
        write(b"odd/" + name, CLAIM)
    done = run(["odd"])
    expect("odd names", done.returncode == 0, done.stderr)
    expect("odd names", whole("odd names", done.stdout) == len(odd))
    try:
        done.stdout.decode()
    except UnicodeDecodeError:
        expect("odd names", False, "the output is not UTF-8")
    os.chmod(b"odd/new\nline.txt", 0)
    write(b"odd/big\n\xff.txt", "x" * 5000)
    done = run(["--max-document=4K", "odd"])
    expect("odd names", done.stderr.count(b"\n") ==
           1 + (os.geteuid() != 0), done.stderr)


def kinds_of_files():
    os.mkdir("kinds")
    os.mkfifo("kinds/fifo.txt")
    write("kinds/a.txt", CLAIM)
    os.symlink("loop.txt", "kinds/loop.txt")
    os.symlink("..", "kinds/up.txt")
    os.symlink("nowhere", "kinds/dangling.txt")
    done = run(["kinds"])
    expect("kinds", done.returncode == 0 and
           whole("kinds", done.stdout) == 1, done.stderr)
    done = run(["kinds/loop.txt", "kinds/dangling.txt", "nowhere", "",
                "kinds/a.txt/x", "/dev/null", "kinds/a.txt"])
    expect("operands", done.returncode == 2, done.returncode)
    expect("operands", done.stderr.count(b"\n") == 5, done.stderr)
    expect("operands", whole("operands", done.stdout) == 1, done.stdout)

    def feed():
        with open("kinds/fifo.txt", "w") as to:
            for part in (CLAIM[:9], CLAIM[9:]):
                to.write(part)
                to.flush()
                time.sleep(0.05)
    feeder = threading.Thread(target=feed)
    feeder.start()
    done = run(["kinds/fifo.txt"])
    feeder.join()
    expect("FIFO", done.returncode == 0 and
           whole("FIFO", done.stdout) == 1, done.stderr)


def no_permission():
    os.mkdir("shut")
    write("shut/a.txt", CLAIM)
    os.mkdir("shut/in")
    write("closed.txt", CLAIM)
    os.chmod("closed.txt", 0)
    os.chmod("shut/in", 0)
    more = {}
    if os.geteuid() == 0:
        os.chmod(".", 0o755)
        probe = subprocess.run([AVER, "--version"], user=65534, group=65534,
                               capture_output=True)
        if probe.returncode:
            return
        more = {"user": 65534, "group": 65534}
    done = run(["closed.txt", "shut", "many/1.txt"], **more)
    expect("permission", done.returncode == 2 and
           done.stderr.count(b"Permission denied") == 2, done.stderr)
    expect("permission", whole("permission", done.stdout) == 2, done.stdout)
    done = run(["-o", "shut/in/out.tsv", "many/1.txt"], **more)
    expect("permission, -o", done.returncode == 2, done.stderr)
    os.chmod("shut/in", 0o700)


def vanishing():
    """A folder that goes while it is walked, a file that shrinks."""
    for delay in (0.0, 0.02, 0.05, 0.1):
        os.makedirs("gone/in")
        for i in range(400):
            write(f"gone/in/{i}.txt", CLAIM * 20)
        going = subprocess.Popen(
            [AVER, "-j2", "gone", "many/1.txt"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        time.sleep(delay)
        for i in range(400):
            os.truncate(f"gone/in/{i}.txt", i)
            if i % 2:
                os.unlink(f"gone/in/{i}.txt")
        subprocess.run(["rm", "-rf", "gone"], check=True)
        out, said = going.communicate(timeout=60)
        expect("vanishing", going.returncode in (0, 2), said)
        expect("vanishing", all(x.startswith(b"aver: ")
                                for x in said.splitlines()), said[:300])
        expect("vanishing", out.rsplit(b"\n", 2)[-2].startswith(
            b"many/1.txt"), "the next operand was left out")
        whole("vanishing", out)


def many_files():
    os.makedirs("heap")
    many = "100,000 files"
    for i in range(100000):
        with open(f"heap/{i}.txt", "w") as out:
            out.write(CLAIM if i % 1000 == 0 else "It rained.\n")
    began = time.monotonic()
    done = run(["-o", "heap.tsv", "heap"])
    expect(many, done.returncode == 0, done.stderr)
    expect(many, whole(many, open("heap.tsv", "rb").read()) == 100)
    expect(many, time.monotonic() - began < 30, time.monotonic() - began)


with tempfile.TemporaryDirectory() as where:
    os.chdir(where)
    os.mkdir("many")
    for i in range(40):
        write(f"many/{i}.txt", CLAIM)
    write("lines.jsonl", "".join(
        f'{{"id": "{i}", "text": "{CLAIM.strip()}"}}\n' for i in range(500)))
    if SHIM:
        shimmed()
        folders()
        meanwhile()
        if "gcov" not in sys.argv:
            no_memory()
    for case in (full_disk, limited, closed_pipe, names, kinds_of_files,
                 no_permission, vanishing, many_files):
        case()
    os.chdir("/")
sys.exit(failures > 0)
