#!/bin/sh
# lint.sh AVER RULES: what `aver rules lint` finds, but for names that nothing
# takes and rules that have no example yet.
"$1" rules lint "$2" | grep -vE '\[(example|name)\]$|^[0-9]+ found$' && exit 1
exit 0
