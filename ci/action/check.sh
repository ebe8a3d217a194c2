#!/usr/bin/env bash
# Annotate the lines, fill the job's page, and write SARIF; the exit code goes into an output, later steps decide.
set -euo pipefail
options=()
[ -z "${OPERABLE_BASELINE:-}" ] || options+=("--baseline=$OPERABLE_BASELINE")
[ -z "${OPERABLE_SINCE:-}" ] || options+=("--since=$OPERABLE_SINCE")
[ -z "${OPERABLE_SELECT:-}" ] || options+=("--select=$OPERABLE_SELECT")
sarif=$RUNNER_TEMP/operable.sarif
summary=$RUNNER_TEMP/operable.md
code=0
operable check ${options[@]+"${options[@]}"} --format github --format "sarif=$sarif" --format "markdown=$summary" \
  -- "$OPERABLE_PATH" || code=$?
if [ -f "$summary" ]; then cat "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
{
  echo "code=$code"
  echo "sarif=$sarif"
  echo "summary=$summary"
} >>"$GITHUB_OUTPUT"
