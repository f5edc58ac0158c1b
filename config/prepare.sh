# Makes .venv from a lock, with Python's own tools alone; read by ./run and ./test.

say_and_stop() {
    echo "percorsi: $*" >&2
    exit 1
}

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say_and_stop "Python 3.11 to 3.14 is needed: sudo apt-get install python3 python3-venv"
}

fingerprint() {
    cksum "$1" | cut -d ' ' -f 1,2
}

# prepare LOCK [LARGER_LOCK]: after it .venv holds what LOCK lists (an environment made from
# LARGER_LOCK, which contains LOCK, is taken as it is).
prepare() {
    stamp=.venv/percorsi-lock
    for lock in "$@"; do
        if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$lock")" ]; then
            return
        fi
    done
    python=$(find_python) || exit 1
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            say_and_stop "Python's venv is missing: sudo apt-get install python3-venv"
        echo "Making the environment in .venv"
        "$python" -m venv --clear .venv
    fi
    echo "Installing what $1 lists (a few minutes the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --no-deps -r "$1" ||
        say_and_stop "The packages could not be installed; nothing else was changed. Is the network there?"
    fingerprint "$1" >"$stamp"
}
