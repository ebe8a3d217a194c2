#!/bin/sh
HERE=$(dirname "$0")
pip-compile --output-file "${HERE}"/pinned.txt "${HERE}"/requirements.in
