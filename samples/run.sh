#!/bin/sh
# Builds aver, after installing what that needs where it may, and prints the
# claims of the articles beside this script.
set -eu
cd "$(dirname "$0")/.."
. tests/setup.sh
need_to_build
install_missing
{ cmake --preset release -DBUILD_TESTING=OFF &&
    cmake --build --preset release; } >build.log 2>&1 || {
    cat build.log >&2
    exit 1
}
rm -f build.log
exec build/release/aver samples/
