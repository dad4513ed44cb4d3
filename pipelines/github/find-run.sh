#!/usr/bin/env bash
# The newest good run of a workflow, as an output "run"; empty where there is none. With "head" as second word: of the head of
# the pull request that this commit came by. Needs GITHUB_TOKEN with actions: read.
set -euo pipefail
ask() { curl --silent --show-error --fail --retry 3 -H "Authorization: Bearer $GITHUB_TOKEN" -H 'Accept: application/vnd.github+json' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$1"; }
query='status=success&per_page=1'
if [ "${2:-}" = head ]; then
  head=$(ask "commits/$GITHUB_SHA/pulls" | jq -r '.[0].head.sha // empty')
  query="$query&head_sha=${head:-$GITHUB_SHA}"
fi
run=$(ask "actions/workflows/$1/runs?$query" | jq -r '.workflow_runs[0].id // empty' || true)
[[ "$run" =~ ^[0-9]*$ ]] || run=
echo "run=$run" >>"$GITHUB_OUTPUT"
