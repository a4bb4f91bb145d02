#!/bin/sh
# batch.sh AVER SOURCE: a folder of many files, good and bad, read by eight
# threads gives what one gives, and so do the messages.
set -eu
aver=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir folder
for i in 1 2 3 4 5 6; do
    for file in "$source"/samples/*.txt "$source"/samples/*.md; do
        cp "$file" "folder/$i-$(basename "$file")"
    done
    cp "$source"/samples/feed.jsonl "folder/$i.jsonl"
    printf '{"text": broken}\n{"id": 1, "text": "\\ud800"}\n' >>"folder/$i.jsonl"
    printf 'Peru freed \377 inmates.\n' >"folder/$i-bad.txt"
    head -c 30000 /dev/zero >"folder/$i-large.txt"
done
for threads in 1 8; do
    status=0
    "$aver" "-j$threads" --max-document=20K folder >"$threads.tsv" \
        2>"$threads.err" || status=$?
    [ $status = 2 ] || {
        cat "$threads.err"
        exit 1
    }
done
cmp 1.tsv 8.tsv
diff 1.err 8.err
[ "$(wc -l <8.tsv)" -gt 100 ]
