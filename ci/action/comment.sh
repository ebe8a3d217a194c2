#!/usr/bin/env bash
# Keep one comment of ours on the pull request: found again by its first line, which nobody sees.
set -euo pipefail
mark='<!-- operable -->'
body=$RUNNER_TEMP/operable-comment.md
{ echo "$mark"; cat "$OPERABLE_SUMMARY"; } >"$body"
comments=repos/$GITHUB_REPOSITORY/issues
mine=$(gh api --paginate "$comments/$PULL_REQUEST/comments" \
  --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
if [ -n "$mine" ]; then
  gh api --silent --method PATCH "$comments/comments/$mine" --field "body=@$body"
else
  gh api --silent --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$body"
fi
