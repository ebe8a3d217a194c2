#!/usr/bin/env bash
# Releases an overlay: the release step first, then web and worker. Whatever fails, or whoever interrupts it, the pods
# that have served until then serve on: what was replaced is put back.
#
#   infra/after/k8s/release.sh infra/after/k8s/overlays/staging
#
# Needs kubectl with the right to change the overlay's namespace. Ends with 0 when the release serves, with 1 when it
# does not, with 130 or 143 after a signal. RELEASE_TIMEOUT (900) and ROLLOUT_TIMEOUT (600): seconds for each of the two.
set -euo pipefail
overlay=${1:?the folder of an overlay}
release_timeout=${RELEASE_TIMEOUT:-900} rollout_timeout=${ROLLOUT_TIMEOUT:-600}
deployments=(bookshop-web bookshop-worker)
declare -A served
is_replaced=
child=

say() { echo "release: $*" >&2; }
# A signal ends a wait of the shell's, but would come after a command in the foreground.
attended() { local code=0; "$@" & child=$!; wait "$child" || code=$?; child=; return "$code"; }

undo() { # the revisions that served before; one that has not changed stays as it is
  local name failed=
  for name in "${deployments[@]}"; do
    if [ -z "${served[$name]}" ]; then say "$name had no release before this one: nothing to go back to"; failed=1
    else in_namespace rollout undo "deployment/$name" "--to-revision=${served[$name]}" >&2 || failed=1; fi
  done
  for name in "${deployments[@]}"; do
    [ -z "${served[$name]}" ] || in_namespace rollout status "deployment/$name" --timeout="${rollout_timeout}s" >&2 || failed=1
  done
  [ -n "$failed" ] || say "undone: what served before serves again; $overlay still names the new release"
  [ -z "$failed" ] || say "NOT undone as a whole: look at kubectl get pods --namespace $namespace"
}

ended() {
  local code=$?
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  if [ "$code" != 0 ]; then
    if [ -n "$is_replaced" ]; then undo || true; else say "nothing has been replaced"; fi
  fi
  exit "$code"
}
trap ended EXIT
trap 'say interrupted; exit 130' INT
trap 'say interrupted; exit 143' TERM HUP

rendered=$(kubectl kustomize "$overlay")
named() { awk -v want="$1" '/^kind: /{kind = $2} kind == want && /^  name: /{print $2; exit}' <<<"$rendered"; }
namespace=$(named Namespace) job=$(named Job)
[ -n "$namespace" ] && [ -n "$job" ] || { say "$overlay has no Namespace or no Job"; exit 1; }
in_namespace() { kubectl --namespace "$namespace" "$@"; }
outcome() { in_namespace get job "$job" --ignore-not-found -o 'jsonpath={.status.conditions[?(@.status=="True")].type}'; }

# A step that failed is tried again; one that is complete or still runs is not.
[[ " $(outcome || true) " != *" Failed "* ]] || in_namespace delete job "$job" --wait >&2
attended kubectl apply --kustomize "$overlay" --selector bookshop/step=release >&2
end=$((SECONDS + release_timeout))
while :; do
  # One answer that does not come is no failure of the step.
  now=" $(outcome || true) "
  [[ $now != *" Complete "* ]] || break
  if [[ $now == *" Failed "* ]] || [ "$SECONDS" -ge "$end" ]; then
    if [[ $now == *" Failed "* ]]; then say "the release step failed"; else say "the release step has not ended in $release_timeout s"; fi
    in_namespace get pods --selector "batch.kubernetes.io/job-name=$job" >&2 || true
    in_namespace logs "job/$job" --tail=50 >&2 || true
    exit 1
  fi
  attended sleep "${RELEASE_POLL:-2}"
done

for name in "${deployments[@]}"; do
  served[$name]=$(in_namespace get deployment "$name" --ignore-not-found \
    -o 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}')
done
is_replaced=1
attended kubectl apply --kustomize "$overlay" >&2
for name in "${deployments[@]}"; do
  attended kubectl --namespace "$namespace" rollout status "deployment/$name" --timeout="${rollout_timeout}s" >&2 || {
    say "$name did not become ready"
    in_namespace get pods --selector "app.kubernetes.io/name=bookshop" >&2 || true
    exit 1
  }
done
say "${job#bookshop-release-} serves in $namespace"
