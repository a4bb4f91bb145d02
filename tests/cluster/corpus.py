"""A corpus that is awkward to cut: names of every kind and none, all of
Unicode, lines that are no record."""
import json
import pathlib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BROKEN = ["{\"id\": \"half", "not JSON at all", "{\"id\": \"no text\"}",
          "[\"text\"]"]
NAMES = [{"id": "tab\there"}, {"id": "\"quoted\""}, {"id": "\U0001f600\u2028"},
         {"url": "https://example.org/a?b=c"}, {"id": 7}, {}]


def lines(n):
    texts = [path.read_text(encoding="utf-8")
             for path in sorted(SOURCE.glob("samples/*.txt"))]
    for i in range(n):
        if i % (n // len(BROKEN)) == n // 9:
            yield BROKEN[i // (n // len(BROKEN)) % len(BROKEN)]
        record = {"id": f"article-{i}", "date": "2024-03-12",
                  "text": f"Peru released {i + 2} prisoners \u2013 on Monday."
                          f"\r\n\n{texts[i % len(texts)]}"}
        if i % 5 == 0:
            del record["id"]
            record.update(NAMES[i // 5 % len(NAMES)])
        yield json.dumps(record, ensure_ascii=i % 2 == 0)


def write(path, n):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in lines(n):
            out.write(line + "\n")
