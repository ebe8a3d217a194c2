#!/usr/bin/env bash
# What a cluster of kind shows of the Kubernetes definitions: that the API server takes all of it, the pods run and reach
# a database over verified TLS, stand in several zones, and outlast an eviction, a bad image and new secrets.
#
# Needs docker, kind, kubectl and openssl, and the public registries. .github/workflows/kind.yml runs it.
# Not shown: External Secrets (only its type is there; the Secrets are made by hand), the ingress, certificates for it,
# metrics and so the autoscaler, the buckets and the card network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
image=registry.example.com/bookshop:1.0.0
export KUBECONFIG=$work/kubeconfig
[ -z "${GITHUB_ENV:-}" ] || echo "KUBECONFIG=$KUBECONFIG" >>"$GITHUB_ENV"
[ -n "${KEEP:-}" ] || [ -n "${GITHUB_ENV:-}" ] || trap 'kind delete cluster --name bookshop; rm -rf "$work"' EXIT

step() { echo "== $*"; }
k() { kubectl --namespace bookshop-staging "$@"; }
web() { k get pods --selector app.kubernetes.io/component=web --field-selector status.phase=Running -o "$1"; }
serving() { web 'jsonpath={.items[*].spec.containers[0].image}' | tr ' ' '\n' | sort -u; }

step "a cluster, the image, the type of the operator that is not there"
kind create cluster --name bookshop --config "$here/cluster.yaml" --wait 180s
docker build --quiet --tag "$image" "$root/after"
kind load docker-image "$image" --name bookshop
kubectl apply --filename "$here/externalsecrets.yaml"

step "a database that proves who it is"
new=(openssl req -x509 -newkey rsa:2048 -nodes -days 2)
"${new[@]}" -subj /CN=authority -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
"${new[@]}" -subj /CN=somewhat-staging.db -addext subjectAltName=DNS:somewhat-staging.db \
  -addext basicConstraints=CA:FALSE -CA "$work/ca.pem" -CAkey "$work/ca.key" \
  -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
kubectl create namespace db
kubectl create secret tls database-tls --namespace db --cert "$work/tls.crt" --key "$work/tls.key"
kubectl apply --filename "$here/database.yaml"
kubectl rollout status deployment/database --namespace db --timeout 5m

step "the secrets, by hand"
kubectl apply --filename "$root/infra/after/k8s/overlays/staging/namespace.yaml"
secrets() { # secrets NUMBER
  k create secret generic "bookshop-secrets-$1" --from-file=DATABASE_CA="$work/ca.pem" \
    --from-literal=DB_PASSWORD=kind --from-literal=SECRET_KEY="kind-$1" --from-literal=CARD_NETWORK_API_KEY=kind \
    --from-literal=DATABASE_READER_URL=postgresql://bookshop:kind@somewhat-staging.db:5432/bookshop \
    --from-literal=AWS_ACCESS_KEY_ID=kind --from-literal=AWS_SECRET_ACCESS_KEY=kind
}
secrets 1

step "a first release; both overlays and before/ are taken by the API server"
"$root/infra/after/k8s/release.sh" "$root/infra/after/k8s/overlays/staging"
kubectl create namespace bookshop-production
kubectl apply --dry-run=server --kustomize "$root/infra/after/k8s/overlays/production"
kubectl kustomize "$root/infra/before/k8s" | kubectl apply --dry-run=client --filename -
serving | grep -qx "$image"
zones=$(web 'jsonpath={range .items[*]}{.spec.nodeName}{"\n"}{end}' | sort -u | wc -l)
[ "$zones" -ge 2 ] || { echo "all pods on one node" >&2; exit 1; }

step "the database is reached, over TLS"
k exec deploy/bookshop-web -- python -c 'import db, sqlalchemy as sa
with db.engine.connect() as c:
    assert c.scalar(sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) is True'

step "somebody looks into a pod"
pod=$(web 'jsonpath={.items[0].metadata.name}')
k debug "$pod" --profile=restricted --target=web --image="$image" --image-pull-policy=IfNotPresent -- cat /proc/1/cmdline

step "of two evictions at once the second waits"
evict() {
  kubectl create --raw "/api/v1/namespaces/bookshop-staging/pods/$1/eviction" --filename - >/dev/null <<<"{\"apiVersion\":
    \"policy/v1\", \"kind\": \"Eviction\", \"metadata\": {\"name\": \"$1\", \"namespace\": \"bookshop-staging\"}}"
}
read -r first second <<<"$(web 'jsonpath={.items[*].metadata.name}')"
evict "$first"
! evict "${second%% *}" 2>/dev/null || { echo "two pods were evicted at once" >&2; exit 1; }
k rollout status deployment/bookshop-web --timeout 3m

step "a bad image replaces nothing"
cp -r "$root/infra/after/k8s" "$work/k8s"
overlay=$work/k8s/overlays/staging
sed -i 's/newTag: "1.0.0"/newTag: "9.9.9"/' "$overlay/kustomization.yaml"
! RELEASE_TIMEOUT=45 "$root/infra/after/k8s/release.sh" "$overlay" || { echo "it was released" >&2; exit 1; }
serving | grep -qx "$image"

step "new secrets reach the pods"
secrets 2
sed -i 's/newTag: "9.9.9"/newTag: "1.0.0"/; s/bookshop-secrets-1/bookshop-secrets-2/' "$overlay/kustomization.yaml"
"$root/infra/after/k8s/release.sh" "$overlay"
k exec deploy/bookshop-web -- printenv SECRET_KEY | grep -qx kind-2
echo "all of it held"
