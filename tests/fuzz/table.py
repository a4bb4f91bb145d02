"""table.py: brings the table of README.md up to date with campaign.tsv."""
import csv
import pathlib

HERE = pathlib.Path(__file__).parent
HEAD = ("| target | minutes | executions | edges | of | features "
        "| inputs kept | found |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n")
BEGIN, END = "<!-- campaigns -->\n", "<!-- end -->\n"


def rows():
    with open(HERE / "campaign.tsv", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def line(target, runs):
    last = runs[-1]
    minutes = sum(int(r["seconds"]) for r in runs) / 60
    found = HERE / "found" / target
    return (f"| `{target}` | {minutes:.0f} | "
            f"{sum(int(r['executions']) for r in runs):,} | {last['edges']} | "
            f"{last['of']} | {last['features']} | {last['inputs']} | "
            f"{len(list(found.glob('*')))} |\n")


def main():
    runs = {}
    for row in rows():
        runs.setdefault(row["target"], []).append(row)
    page = HERE / "README.md"
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(before + BEGIN + HEAD +
                    "".join(line(t, runs[t]) for t in sorted(runs)) + END +
                    after)


main()
