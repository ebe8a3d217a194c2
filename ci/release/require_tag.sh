#!/usr/bin/env bash
# require_tag.sh v1.2.3: the tag is the version that pyproject.toml says.
set -euo pipefail
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$(dirname "$0")/../../pyproject.toml")
[ "$1" = "v$version" ] || { echo "the tag $1 is not v$version, the version of pyproject.toml" >&2; exit 1; }
