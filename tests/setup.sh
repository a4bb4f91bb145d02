# Sourced by samples/run.sh, tests/run.sh and .ci/run: has what they need, or
# says what to install and stops.
#   need COMMAND|PC:MODULE|FILE PACKAGE   notes what is missing
#   install_missing                        installs it, as root on Debian
#   want_spark                             PySpark for tests/cluster, if it can
missing=

need() {
    case $1 in
    PC:*) pkg-config --exists "${1#PC:}" 2>/dev/null && return ;;
    /*) [ -e "$1" ] && return ;;
    *) command -v "$1" >/dev/null 2>&1 && return ;;
    esac
    missing="$missing $2"
}

install_missing() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] || [ ! -e /etc/debian_version ]; then
        echo "Please install (names as in Debian 12):$missing" >&2
        exit 1
    fi
    echo "Installing:$missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { apt-get -q update &&
        apt-get -qy install --no-install-recommends $missing; } >&2 || {
        echo "Could not install:$missing" >&2
        exit 1
    }
    missing=
}

need_to_build() {
    need gcc gcc
    need /usr/include/stdio.h libc6-dev
    need cmake cmake
    need ninja ninja-build
    need pkg-config pkg-config
    need PC:libpcre2-8 libpcre2-dev
    need PC:libutf8proc libutf8proc-dev
    need PC:jansson libjansson-dev
}

need_to_test() {
    need_to_build
    need PC:cmocka libcmocka-dev
    need mandoc mandoc
    need python3 python3
    need /usr/share/unicode/NormalizationTest.txt.bz2 unicode-data
    need bzip2 bzip2
    need /usr/share/iso-codes/json/iso_3166-1.json iso-codes
    need parallel parallel
}

need_to_check() {
    need_to_test
    need clang-14 clang-14
    need clang-format-14 clang-format-14
    need clang-tidy-14 clang-tidy-14
    need valgrind valgrind
    need "$(ls /usr/lib/llvm-14/lib/clang/*/lib/linux/libclang_rt.asan-*.a \
        2>/dev/null | head -n 1)" libclang-rt-14-dev
    need cppcheck cppcheck
    need gcovr gcovr
    need git git
    need rg ripgrep
    need pcre2grep pcre2-utils
    need jq jq
    need java openjdk-17-jre-headless
    python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
}

# PySpark, where PyPI can be reached; without it cluster.spark is skipped.
want_spark() {
    spark=build/spark
    $spark/bin/python3 -c 'import pyspark' 2>/dev/null && return
    { python3 -m venv $spark &&
        $spark/bin/pip -q --retries 1 --disable-pip-version-check \
            install pyspark==4.3.0; } >&2 || {
        echo "PySpark could not be installed: cluster.spark is skipped" >&2
        rm -rf $spark
    }
}

# What the README names for loading claims; what is missing is skipped.
want_load() {
    (
        missing=
        need sqlite3 sqlite3
        need mlr miller
        need Rscript r-base-core
        install_missing
    ) || true
    load=build/load
    $load/bin/python3 -c 'import duckdb, pandas' 2>/dev/null && return
    { python3 -m venv $load &&
        $load/bin/pip -q --retries 1 --disable-pip-version-check \
            install duckdb pandas; } >&2 || {
        echo "DuckDB or pandas could not be installed: skipped" >&2
        rm -rf $load
    }
}
