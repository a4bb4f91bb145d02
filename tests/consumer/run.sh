#!/bin/sh
# run.sh BUILD_DIR SOURCE_DIR CC: installs the build and builds an application
# against it, by pkg-config and by find_package, shared and static. The
# installed tree is moved first: nothing may depend on where it was put.
set -eu
build=$1 source=$2 cc=$3
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cmake --install "$build" --prefix "$here/first" >"$here/log" ||
    { cat "$here/log"; exit 1; }
mv "$here/first" "$here/prefix"
prefix=$here/prefix
pc=$(find "$prefix" -name aver.pc)
lib=$(dirname "$(dirname "$pc")")
export PKG_CONFIG_PATH="${pc%/*}" LD_LIBRARY_PATH="$lib"

check() {
    out=$("$@")
    [ "$out" = 'release 53' ] && return
    echo "$1 printed: $out" >&2
    exit 1
}

app=$source/tests/consumer/app.c
# shellcheck disable=SC2046
{
    $cc -std=c11 -Wall -Wextra -Werror "$app" -o "$here/pc_shared" \
        $(pkg-config --cflags --libs aver)
    $cc -std=c11 "$app" -o "$here/pc_static" $(pkg-config --cflags aver) \
        "$lib/libaver.a" $(pkg-config --libs libpcre2-8 libutf8proc)
}
check "$here/pc_shared"
check "$here/pc_static"
[ "$(pkg-config --modversion aver)" = "$("$prefix/bin/aver" --version |
    cut -d' ' -f2)" ]

cmake -S "$source/tests/consumer" -B "$here/build" -G Ninja \
    -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$prefix" >"$here/log" &&
    cmake --build "$here/build" >>"$here/log" || { cat "$here/log"; exit 1; }
check "$here/build/app_shared"
check "$here/build/app_static"

for file in bin/aver include/aver/aver.h include/aver/columns.def \
    share/man/man1/aver.1 share/bash-completion/completions/aver \
    share/zsh/site-functions/_aver share/fish/vendor_completions.d/aver.fish \
    share/doc/aver/LICENSE; do
    [ -s "$prefix/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
