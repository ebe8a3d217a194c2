#!/usr/bin/env bash
# Deploys the bookshop to ECS: the stacks, the image, the release step, then the services.
#
#   CERTIFICATE_ARN=… CARD_NETWORK_API_KEY=… VERSION=1.0.0 infra/after/ecs/deploy.sh
#
# Needs the AWS CLI with credentials and a region (AWS_REGION, or the profile's), Docker, and Python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}
# The AWS CLI reads the second, boto3 and older tools the first.
export REGION AWS_DEFAULT_REGION=$REGION AWS_REGION=$REGION
# Where metrics and traces go: nowhere, until this is set.
export OTEL_EXPORTER_OTLP_ENDPOINT=${OTEL_EXPORTER_OTLP_ENDPOINT:-}
missing=
for name in CERTIFICATE_ARN CARD_NETWORK_API_KEY VERSION AWS_REGION; do [ -n "${!name:-}" ] || missing="$missing $name"; done
[ -z "$missing" ] || { echo "settings missing:$missing" >&2; exit 78; }

stack() { # stack NAME [Parameter=value…]: create or update it, and take its outputs into the environment
  local name=$1; shift
  aws cloudformation deploy --no-fail-on-empty-changeset --capabilities CAPABILITY_IAM \
    --stack-name "bookshop-$name" --template-file "$here/$name.yaml" ${@:+--parameter-overrides "$@"}
  while read -r key value; do export "$key=$value"; done < <(aws cloudformation describe-stacks \
    --stack-name "bookshop-$name" --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]' --output text)
}

filled() { # filled FILE: its ${NAMES} replaced; one that is not known is an error
  python3 -c 'import os, string, sys; print(string.Template(open(sys.argv[1]).read()).substitute(os.environ))' "$here/$1"
}

changed() { # changed SERVICE TASK: its definition as `update-service` takes it; how many tasks is the autoscaler's affair
  filled "service-$1.json" | python3 -c 'import json, sys
given = json.load(sys.stdin) | {"service": "bookshop-" + sys.argv[1], "taskDefinition": sys.argv[2]}
for name in ("serviceName", "launchType", "deploymentController", "desiredCount"):
    del given[name]
print(json.dumps(given))' "$1" "$2"
}

register() { aws ecs register-task-definition --cli-input-json "$(filled "task-$1.json")" \
  --query taskDefinition.taskDefinitionArn --output text; }

stack network
stack data "CardNetworkApiKey=$CARD_NETWORK_API_KEY"
stack platform "CertificateArn=$CERTIFICATE_ARN" ${CARD_NETWORK_URL:+"CardNetworkUrl=$CARD_NETWORK_URL"}

digest() { aws ecr describe-images --repository-name "${Repository##*/}" --image-ids "imageTag=$VERSION" \
  --query 'imageDetails[0].imageDigest' --output text 2>/dev/null; }
# A version is built once: a deploy that broke off goes on with the image that is there.
if ! digest >/dev/null; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "${Repository%%/*}"
  docker build --platform linux/amd64 --tag "bookshop:$VERSION" "$here/../../../after"
  docker build --platform linux/amd64 --build-arg "SERVICE=bookshop:$VERSION" --tag "$Repository:$VERSION" - <"$here/Dockerfile"
  docker push "$Repository:$VERSION"
fi
IMAGE=$Repository@$(digest)
export IMAGE

# The release step. If it fails, nothing has been replaced.
network=$(filled service-web.json | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["networkConfiguration"]))')
task=$(aws ecs run-task --cluster "$Cluster" --task-definition "$(register migrate)" --launch-type FARGATE \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-stopped --cluster "$Cluster" --tasks "$task"
code=$(aws ecs describe-tasks --cluster "$Cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
[ "$code" = 0 ] || { echo "the migration failed: exit code $code, see the log group $LogGroup" >&2; exit 1; }

wanted=()
for name in web worker; do
  version=$(register "$name")
  if [ "$(aws ecs describe-services --cluster "$Cluster" --services "bookshop-$name" \
      --query 'services[?status==`ACTIVE`] | length(@)' --output text)" = 0 ]; then
    aws ecs create-service --cli-input-json "$(filled "service-$name.json")" >/dev/null
  else
    aws ecs update-service --cli-input-json "$(changed "$name" "$version")" >/dev/null
  fi
  wanted+=("$version")
done
aws ecs wait services-stable --cluster "$Cluster" --services bookshop-web bookshop-worker
# A service is stable, too, after the circuit breaker has put the old version back.
runs=$(aws ecs describe-services --cluster "$Cluster" --services bookshop-web bookshop-worker \
  --query 'services[].taskDefinition' --output text)
for version in "${wanted[@]}"; do
  [[ " ${runs//$'\t'/ } " == *" $version "* ]] || { echo "rolled back: ${version##*/} did not become healthy, see $LogGroup" >&2; exit 1; }
done
stack autoscaling
echo "https://$Address serves version $VERSION; give the certificate's domain this address"
