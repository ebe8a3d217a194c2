#!/usr/bin/env bash
# Deploys the bookshop to ECS: the stacks, the image, the release step, then the services.
#
#   CERTIFICATE_ARN=… CARD_NETWORK_API_KEY=… VERSION=1.0.0 infra/after/ecs/deploy.sh
#
# Needs the AWS CLI with credentials and a region, Docker, and Python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
missing=
for name in CERTIFICATE_ARN CARD_NETWORK_API_KEY VERSION; do [ -n "${!name:-}" ] || missing="$missing $name"; done
[ -z "$missing" ] || { echo "settings missing:$missing" >&2; exit 78; }
REGION=$(aws configure get region || echo "${AWS_REGION:?no region}")
export REGION

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

register() { aws ecs register-task-definition --cli-input-json "$(filled "task-$1.json")" \
  --query taskDefinition.taskDefinitionArn --output text; }

stack network
stack data "CardNetworkApiKey=$CARD_NETWORK_API_KEY"
stack platform "CertificateArn=$CERTIFICATE_ARN" ${CARD_NETWORK_URL:+"CardNetworkUrl=$CARD_NETWORK_URL"}

export IMAGE=$Repository:$VERSION
aws ecr get-login-password | docker login --username AWS --password-stdin "${Repository%%/*}"
docker build --tag "$IMAGE" "$here/../../../after"
docker push "$IMAGE"

# The release step. If it fails, nothing has been replaced.
network=$(filled service-web.json | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["networkConfiguration"]))')
task=$(aws ecs run-task --cluster "$Cluster" --task-definition "$(register migrate)" --launch-type FARGATE \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-stopped --cluster "$Cluster" --tasks "$task"
code=$(aws ecs describe-tasks --cluster "$Cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
[ "$code" = 0 ] || { echo "the migration failed: exit code $code, see the log group $LogGroup" >&2; exit 1; }

for name in web worker; do
  version=$(register "$name")
  if [ "$(aws ecs describe-services --cluster "$Cluster" --services "bookshop-$name" \
      --query 'services[?status==`ACTIVE`] | length(@)' --output text)" = 0 ]; then
    aws ecs create-service --cli-input-json "$(filled "service-$name.json")" >/dev/null
  else
    aws ecs update-service --cluster "$Cluster" --service "bookshop-$name" --task-definition "$version" >/dev/null
  fi
done
aws ecs wait services-stable --cluster "$Cluster" --services bookshop-web bookshop-worker
stack autoscaling
echo "https://$Address serves version $VERSION; give the certificate's domain this address"
