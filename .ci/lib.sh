# Helpers of the scripts in this folder; sourced, not run.

# A word on standard output, so that a long log can be found one's way in.
section() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

# need COMMAND PACKAGE: installs a Debian package when its command is missing.
need() {
    command -v "$1" > /dev/null && return
    if [ -z "${apt_updated:-}" ]; then
        apt-get update -qq
        apt_updated=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null
    # Debian starts what it installs; the checks start their own.
    pkill -x "$1" 2> /dev/null || true
}

# python_need MODULE REQUIREMENT: installs a Python package when its module is missing.
python_need() { python3 -c "import $1" 2> /dev/null || python3 -m pip install -q "$2"; }

# timed SECONDS COMMAND...: bounds a command and says how long it took.
timed() {
    local limit=$1 start=$SECONDS
    shift
    timeout -k 10 "$limit" "$@"
    echo "-- $* took $((SECONDS - start)) s"
}

# The folder of the release programs, with the standard library linked statically.
release_folder() { echo "$PWD/.build/release"; }

build_release() {
    swift build -c release --static-swift-stdlib --product scalebridge
    swift build -c release --static-swift-stdlib --product scalesim
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# wait_for URL SECONDS: until the URL answers.
wait_for() {
    for _ in $(seq 1 $(($2 * 10))); do
        curl -fsS -o /dev/null "$1" 2> /dev/null && return
        sleep 0.1
    done
    fail "$1 did not answer within $2 s"
}
