#!/bin/sh
# run.sh AVER NAME.d: runs `cmd` of the case in a copy of its folder, with
# $AVER and $SOURCE (the project) set, and compares what came out with its files `stdout`, `stderr` and
# `exit` (without one: nothing written, exit status 0). With AVER_UPDATE=1 set
# those files are written instead; read the diff before it is committed.
# A case's `cmd` that exits with 77 cannot be run here and is skipped.
set -u
AVER=$1
from=$2
here=$(mktemp -d) || exit 2
trap 'rm -rf "$here"' EXIT
cp -R "$from" "$here/case" || exit 2
cd "$here/case" || exit 2
rm -f stdout stderr exit
SOURCE=$(cd "$from/../../.." && pwd)
export AVER SOURCE LC_ALL=C.UTF-8
sh ./cmd >"$here/stdout" 2>"$here/stderr" </dev/null
echo $? >"$here/exit"
[ "$(cat "$here/exit")" = 77 ] && exit 77

status=0
for part in stdout stderr exit; do
    want=$from/$part
    if [ "${AVER_UPDATE:-}" ]; then
        if [ -s "$here/$part" ] && [ "$(cat "$here/$part")" != 0 ]; then
            cp "$here/$part" "$want"
        else
            rm -f "$want"
        fi
        continue
    fi
    if [ ! -e "$want" ]; then
        want=$here/want
        : >"$want"
        [ $part = exit ] && echo 0 >"$want"
    fi
    diff -u --label "expected $part" --label "actual $part" "$want" \
        "$here/$part" || status=1
done
exit $status
