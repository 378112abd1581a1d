#!/bin/sh
# Writes packaging/constraints.txt anew from pyproject.toml: exact versions and hashes for every supported Python and system.
# Usage: renew-pins.sh PYTHON [more arguments for uv, such as --upgrade]
set -eu
cd "$(dirname "$0")/.."
python=$1
shift
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$python" -m venv "$place/uv"
"$place/uv/bin/python" -m pip install --disable-pip-version-check -q uv
"$place/uv/bin/uv" --no-config pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --only-binary :all: -o packaging/constraints.txt "$@" >/dev/null
