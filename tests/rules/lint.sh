#!/bin/sh
# lint.sh AVER RULES: what `aver rules lint` finds, but for rules that have no
# example yet.
"$1" rules lint "$2" | grep -vE '\[example\]$|^[0-9]+ found$' && exit 1
exit 0
