#!/bin/sh
# Installs what the system lacks for kamdesk, or says in one command what a person has to install.
# Usage: install-system.sh PYTHON [bench]
set -eu
python=${1:-python3}
purpose=${2:-}
list=$(dirname "$0")/system-packages.txt

if ! command -v "$python" >/dev/null 2>&1; then
    echo "kamdesk needs Python 3.11 to 3.14; there is no $python here." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'; then
    echo "kamdesk needs Python 3.11 to 3.14; $("$python" --version) is too old or too new. Try: make PYTHON=python3.12" >&2
    exit 1
fi
[ "$(uname -s)" = Linux ] || exit 0

has_venv=no
if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then has_venv=yes; fi

if ! command -v dpkg-query >/dev/null 2>&1; then
    [ "$has_venv" = yes ] && exit 0
    echo "$python cannot make a virtual environment: please install its venv and ensurepip modules." >&2
    exit 1
fi

installed() { # libglib2.0-0 is called libglib2.0-0t64 since Debian 13
    dpkg-query -W -f '${db:Status-Abbrev}\n' "$1" "$1t64" 2>/dev/null | grep -q '^ii'
}

needed="" wanted=""
while read -r when package; do
    case $when in
        '' | '#'*) continue ;;
        venv) [ "$has_venv" = yes ] || needed="$needed $package" ;;
        offscreen) installed "$package" || needed="$needed $package" ;;
        window) installed "$package" || wanted="$wanted $package" ;;
        bench) [ "$purpose" != bench ] || installed "$package" || needed="$needed $package" ;;
    esac
done <"$list"
missing="$needed$wanted"
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    elif [ -n "$needed" ]; then
        printf 'kamdesk needs packages of your system. Please run this once, then start again:\n\n    sudo apt-get install -y --no-install-recommends%s\n\n' \
            "$missing" >&2
        exit 1
    else
        printf 'A desk window will also need: sudo apt-get install -y --no-install-recommends%s\n' "$wanted" >&2
        exit 0
    fi
fi
echo "Installing packages of the system:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the lists are words on purpose
{
    $as_root apt-get update -q
    $as_root apt-get install -y -q --no-install-recommends $missing
} >/dev/null || {
    printf 'That failed. Please run: apt-get update && apt-get install -y --no-install-recommends%s\n' "$missing" >&2
    exit 1
}
