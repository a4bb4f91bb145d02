#!/bin/sh
# check.sh COMMAND LIBRARY: what SECURITY.md says of release builds stands in
# the files themselves.
set -u
status=0

# has FILE WHAT PATTERN ARGS: readelf ARGS FILE shows PATTERN.
has() {
    LC_ALL=C readelf -W "$4" "$1" | grep -Eq "$3" && return
    echo "$(basename "$1"): no $2"
    status=1
}

has "$1" "position-independent executable" 'FLAGS_1.*PIE' -d
for file in "$1" "$2"; do
    has "$file" "position-independent code" 'Type: *DYN' -h
    has "$file" RELRO 'GNU_RELRO' -l
    has "$file" "BIND_NOW, for full RELRO" 'FLAGS.*(BIND_NOW|NOW)' -d
    has "$file" "stack that is not executable" 'GNU_STACK .* RW +0x' -l
    has "$file" "stack protector" '__stack_chk_fail' --dyn-syms
    has "$file" "fortified function" '__(mem|str|v?sn?|f|v?f)[a-z]*_chk' \
        --dyn-syms
    if LC_ALL=C readelf -W -d "$file" | grep -q TEXTREL; then
        echo "$(basename "$file"): relocations in its code"
        status=1
    fi
done
exit $status
