#!/usr/bin/env bash
# Install operable from the action's own checkout into an environment of its own.
set -euo pipefail
python3 -m venv "$RUNNER_TEMP/operable"
"$RUNNER_TEMP/operable/bin/pip" install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
echo "$RUNNER_TEMP/operable/bin" >>"$GITHUB_PATH"
