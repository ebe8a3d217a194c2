#!/usr/bin/env bash
# Takes the bookshop off ECS: the services, then the stacks, the last one first. May be run again where it broke off.
# What must not be lost stays: the database's last snapshot, and the buckets with what is in them.
#
#   CONFIRM=bookshop infra/after/ecs/teardown.sh
#
# Needs the AWS CLI with credentials and a region, as deploy.sh does.
set -euo pipefail
REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}
export AWS_DEFAULT_REGION=$REGION AWS_REGION=$REGION
[ -n "$REGION" ] || { echo "settings missing: AWS_REGION" >&2; exit 78; }
account=$(aws sts get-caller-identity --query Account --output text)
[ "${CONFIRM:-}" = bookshop ] || { echo "this ends the bookshop in account $account, $REGION: set CONFIRM=bookshop" >&2; exit 78; }

output() { # output STACK NAME: nothing, if there is no such stack
  aws cloudformation describe-stacks --stack-name "bookshop-$1" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" 2>/dev/null || true
}

gone() { # gone STACK: deleted, or not there
  aws cloudformation delete-stack --stack-name "bookshop-$1"
  aws cloudformation wait stack-delete-complete --stack-name "bookshop-$1"
}

gone autoscaling
cluster=$(output platform Cluster)
if [ -n "$cluster" ]; then
  running=$(aws ecs describe-services --cluster "$cluster" --services bookshop-web bookshop-worker \
    --query 'services[?status==`ACTIVE`].serviceName' --output text)
  for service in $running; do aws ecs delete-service --cluster "$cluster" --service "$service" --force >/dev/null; done
  # shellcheck disable=SC2086
  [ -z "$running" ] || aws ecs wait services-inactive --cluster "$cluster" --services $running
  balancer=$(aws elbv2 describe-load-balancers --output text \
    --query "LoadBalancers[?DNSName=='$(output platform Address)'].LoadBalancerArn")
  [ -z "$balancer" ] || aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$balancer" \
    --attributes Key=deletion_protection.enabled,Value=false >/dev/null
fi
gone platform
buckets=$(for name in StateBucket ModelBucket LogBucket; do output data "$name"; done)
[ -z "$buckets" ] || aws rds modify-db-cluster --db-cluster-identifier bookshop-data --no-deletion-protection \
  --apply-immediately >/dev/null
gone data
gone network
echo "the bookshop is gone from account $account, $REGION; what stays: the last snapshot of bookshop-data" $buckets
