#!/bin/sh
# Rebuilds geodata/: makes a virtual environment in the cache, installs the pinned
# requirements, fetches the pinned packages, builds. Arguments go to build.py.
# Needs python3 (3.11 or later) with venv, npm and cargo; with a filled cache no network.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.cache/venv"
stamp="$venv/requirements.txt"

if ! cmp -s "$here/requirements.txt" "$stamp"; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$stamp"
fi
exec "$venv/bin/python" "$here/build.py" "$@"
