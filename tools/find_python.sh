#!/bin/sh
# Print the first Python that can run the course, or say in one sentence how to get one.
# Standing in for a Makefile's $(shell ...): kept apart so that it can be tested.
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
    then
        command -v "$name"
        exit 0
    fi
done
echo "The course needs Python 3.11, 3.12 or 3.13 and found none: install one (Debian, Ubuntu: apt install python3 python3-venv; Windows, macOS: python.org), or name one: make course PYTHON=/path/to/python3.12" >&2
exit 1
