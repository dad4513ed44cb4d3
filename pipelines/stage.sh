#!/usr/bin/env bash
# One stage of a pipeline, the same on every forge. What it goes by comes as variables (see action.yml and docs/ci.md).
set -euo pipefail

if [ -n "${HOLDFAST_VERSION:-}" ]; then
  npm install --global --ignore-scripts --no-audit --no-fund "holdfast@$HOLDFAST_VERSION"
fi
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${HOLDFAST_DIR:-.}"
plan=${HOLDFAST_PLAN:-holdfast.plan}
stack=() name=() world=()
[ -z "${HOLDFAST_STACK:-}" ] || stack=("-stack=$HOLDFAST_STACK")
[ -z "${HOLDFAST_NAME:-}" ] || name=("-name=$HOLDFAST_NAME")
[ -z "${HOLDFAST_WORLD:-}" ] || world=("-world=$HOLDFAST_WORLD")

case "${HOLDFAST_STAGE:-}" in
  plan)
    holdfast plan "${stack[@]}" "${world[@]}" -bind=ci -out="$plan" -input=false -no-color
    holdfast ci outputs "$plan"
    holdfast ci annotate "$plan"
    holdfast ci summary "$plan"
    ;;
  show)
    holdfast ci comment "${name[@]}" "$plan"
    holdfast ci status "${name[@]}" "$plan"
    holdfast ci label "${name[@]}" "$plan"
    ;;
  gate)
    holdfast ci gate -approvals="${HOLDFAST_APPROVALS:-1}" "$plan"
    ;;
  apply)
    holdfast ci apply "${stack[@]}" "${name[@]}" -approvals="${HOLDFAST_APPROVALS:-1}" -input=false -no-color "$plan"
    ;;
  drift)
    holdfast plan "${stack[@]}" -refresh-only -out="$plan" -input=false -no-color
    holdfast ci outputs "$plan"
    holdfast ci summary "$plan"
    holdfast ci issue "${name[@]}" "$plan"
    ;;
  find)
    bash "$root/github/find-run.sh" "$HOLDFAST_WORKFLOW" "${HOLDFAST_FIND:-}"
    ;;
  *)
    echo "stage must be plan, show, gate, apply, drift or find" >&2
    exit 1
    ;;
esac
