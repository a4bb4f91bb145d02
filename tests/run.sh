#!/bin/sh
# run.sh [PRESET...]: builds aver twice, optimised and with the address and
# undefined behaviour sanitizers (or as the presets say), after installing what
# that needs where it may, and runs every test on both.
set -eu
cd "$(dirname "$0")/.."
. tests/setup.sh
need_to_test
install_missing
[ $# -gt 0 ] || set -- release asan
for preset in "$@"; do
    cmake --preset "$preset" -DBUILD_TESTING=ON
    cmake --build --preset "$preset" -- --quiet
done
status=0
for preset in "$@"; do
    echo "== ctest, $preset"
    ctest --preset "$preset" || status=1
done
exit $status
