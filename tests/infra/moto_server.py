"""moto's server with what its CloudFormation lacks for these stacks. Runs in an environment of its own (aws.lock).

    python moto_server.py PORT

A type that moto's CloudFormation does not know, or makes otherwise than AWS does, is made by the service's own call,
so that moto checks what it checks there: BY_CALL. A change set brings its outputs, as in AWS. Dynamic references to
secrets are resolved, in these types. What moto does not check at all is told in test_moto.py.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import moto.server
from moto.cloudformation import models as cloudformation
from moto.cloudformation import parsing
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.route_tables import RouteTable
from moto.ecr.models import Repository, ecr_backends
from moto.ecs.models import EC2ContainerServiceBackend
from moto.elbv2.models import FakeLoadBalancer, FakeTargetGroup

PORT = sys.argv[1] if len(sys.argv) > 1 else "0"
SECRET = re.compile(r"{{resolve:secretsmanager:(arn:[^}]+?):SecretString:(\w*)}}")
Properties = dict[str, Any]


def client(service: str, region: str) -> Any:
    return boto3.client(
        service, region_name=region, endpoint_url=f"http://127.0.0.1:{PORT}", aws_access_key_id="x",
        aws_secret_access_key="x",
    )  # fmt: skip


@dataclass(frozen=True)
class Call:
    """How a service makes and deletes what CloudFormation calls a type."""

    service: str
    create: str
    delete: str
    given: Callable[[str, Properties], Properties]
    """The call's arguments, of the resource's name and properties."""
    named: Callable[[Properties, Any], str]
    """The physical id, of the arguments and the answer."""
    key: Callable[[str], Properties]
    """What the deletion is given, of the physical id."""


def as_they_are(name: str, given: Properties) -> Properties:
    return given


def secret(name: str, given: Properties) -> Properties:
    how = given.get("GenerateSecretString")
    if how is None:
        return {"Name": name, "Description": given["Description"], "SecretString": given["SecretString"]}
    options = {"PasswordLength": int(how["PasswordLength"]), "ExcludePunctuation": how["ExcludePunctuation"]}
    word = client("secretsmanager", "us-east-1").get_random_password(**options)["RandomPassword"]
    if "GenerateStringKey" in how:
        word = json.dumps(json.loads(how["SecretStringTemplate"]) | {how["GenerateStringKey"]: word})
    return {"Name": name, "Description": given["Description"], "SecretString": word}


def scaling_policy(name: str, given: Properties) -> Properties:
    resource, dimension, namespace = given["ScalingTargetId"].split("|")
    rest = {key: value for key, value in given.items() if key != "ScalingTargetId"}
    return {"ResourceId": resource, "ScalableDimension": dimension, "ServiceNamespace": namespace, **rest}


def scaled(identity: str) -> Properties:
    names = ("ResourceId", "ScalableDimension", "ServiceNamespace", "PolicyName")
    return dict(zip(names, identity.split("|"), strict=False))


def egress(name: str, given: Properties) -> Properties:
    addresses = [{"CidrIp": given["CidrIp"], "Description": given["Description"]}]
    return {"GroupId": given["GroupId"], "IpPermissions": [{"IpProtocol": given["IpProtocol"], "IpRanges": addresses}]}


BY_CALL = {
    "AWS::SecretsManager::Secret": Call(
        "secretsmanager", "create_secret", "delete_secret", secret,
        lambda given, answer: answer["ARN"], lambda identity: {"SecretId": identity},
    ),
    "AWS::CloudWatch::Alarm": Call(
        "cloudwatch", "put_metric_alarm", "delete_alarms", as_they_are,
        lambda given, answer: given["AlarmName"], lambda identity: {"AlarmNames": [identity]},
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Call(
        "application-autoscaling", "register_scalable_target", "deregister_scalable_target", as_they_are,
        lambda given, answer: "|".join(given[key] for key in ("ResourceId", "ScalableDimension", "ServiceNamespace")),
        scaled,
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Call(
        "application-autoscaling", "put_scaling_policy", "delete_scaling_policy", scaling_policy,
        lambda given, answer: "|".join(
            given[key] for key in ("ResourceId", "ScalableDimension", "ServiceNamespace", "PolicyName")
        ),
        scaled,
    ),
    "AWS::S3::BucketPolicy": Call(
        "s3", "put_bucket_policy", "delete_bucket_policy",
        lambda name, given: {"Bucket": given["Bucket"], "Policy": json.dumps(given["PolicyDocument"])},
        lambda given, answer: given["Bucket"], lambda identity: {"Bucket": identity},
    ),
    "AWS::EC2::SecurityGroupEgress": Call(
        "ec2", "authorize_security_group_egress", "revoke_security_group_egress", egress,
        lambda given, answer: given["GroupId"], lambda identity: {"GroupId": identity, "IpPermissions": []},
    ),
    "AWS::RDS::DBSubnetGroup": Call(
        "rds", "create_db_subnet_group", "delete_db_subnet_group",
        lambda name, given: {"DBSubnetGroupName": name.lower(), **given},
        lambda given, answer: given["DBSubnetGroupName"], lambda identity: {"DBSubnetGroupName": identity},
    ),
    # In CloudFormation moto knows no cluster, and asks an instance of one for what the cluster says.
    "AWS::RDS::DBCluster": Call(
        "rds", "create_db_cluster", "delete_db_cluster", as_they_are,
        lambda given, answer: given["DBClusterIdentifier"],
        lambda identity: {"DBClusterIdentifier": identity, "FinalDBSnapshotIdentifier": f"{identity}-last"},
    ),
    "AWS::RDS::DBInstance": Call(
        "rds", "create_db_instance", "delete_db_instance",
        lambda name, given: {"DBInstanceIdentifier": name.lower(), **given},
        lambda given, answer: given["DBInstanceIdentifier"], lambda identity: {"DBInstanceIdentifier": identity},
    ),
}  # fmt: skip


def resolved(value: Any, region: str) -> Any:
    """Dynamic references replaced by the secrets that they name."""
    if isinstance(value, dict):
        return {key: resolved(each, region) for key, each in value.items()}
    if isinstance(value, list):
        return [resolved(each, region) for each in value]

    def read(found: re.Match[str]) -> str:
        text = client("secretsmanager", region).get_secret_value(SecretId=found[1])["SecretString"]
        return str(json.loads(text)[found[2]] if found[2] else text)

    return SECRET.sub(read, value) if isinstance(value, str) else value


def typed(value: Any, shape: Any) -> Any:
    """Numbers and words as the call wants them: CloudFormation takes the one for the other."""
    if shape.type_name == "structure":
        return {key: typed(each, shape.members[key]) for key, each in value.items()}
    if shape.type_name == "list":
        return [typed(each, shape.member) for each in value]
    if shape.type_name == "boolean":
        return value in (True, "true")
    return {"string": str, "integer": int, "long": int, "double": float, "float": float}[shape.type_name](value)


def asked(service: Any, operation: str, given: Properties) -> Any:
    shape = service.meta.service_model.operation_model(service.meta.method_to_api_mapping[operation]).input_shape
    return getattr(service, operation)(**typed(given, shape))


def model(kind: str, how: Call) -> type[CloudFormationModel]:
    """The type as moto's CloudFormation wants it."""

    class ByCall(CloudFormationModel):
        # moto sorts its models by the module that they are in.
        __module__ = f"moto.{how.service}.models"

        def __init__(self, identity: str, attributes: Properties) -> None:
            self.physical_resource_id = identity
            self.attributes = attributes

        def get_cfn_attribute(self, attribute: str) -> Any:
            return self.attributes[attribute]

        @staticmethod
        def cloudformation_name_type() -> str:
            return ""

        @staticmethod
        def cloudformation_type() -> str:
            return kind

        @classmethod
        def has_cfn_attr(cls, attribute: str) -> bool:
            return attribute in ("Endpoint.Address", "ReadEndpoint.Address")

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
        ) -> Any:
            given = how.given(resource_name, resolved(cloudformation_json["Properties"], region_name))
            answer = asked(client(how.service, region_name), how.create, given)
            cluster = answer.get("DBCluster", {})
            attributes = {
                "Endpoint.Address": cluster.get("Endpoint"),
                "ReadEndpoint.Address": cluster.get("ReaderEndpoint"),
            }
            return cls(how.named(given, answer), attributes)

        @classmethod
        def update_from_cloudformation_json(
            cls, original_resource: Any, new_resource_name: str, cloudformation_json: Any, account_id: str,
            region_name: str,
        ) -> Any:  # fmt: skip
            return original_resource

        @classmethod
        def delete_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
        ) -> None:
            getattr(client(how.service, region_name), how.delete)(**how.key(resource_name))

    return ByCall


def known_or_error(kind: str, known: Any = parsing.resource_class_from_type) -> Any:
    """moto warns of a type that it does not know, and goes on without the resource."""
    found = MODELS.get(kind) or known(kind)
    assert found, f"moto knows no {kind}"
    return found


def attribute_in_two_parts(loader: Any, tag: Any, node: Any, plain: Any = cloudformation.yaml_tag_constructor) -> Any:
    """`!GetAtt Database.Endpoint.Address` is the attribute `Endpoint.Address`: moto asks for `Endpoint`."""
    if tag == "!GetAtt" and isinstance(node.value, str):
        return {"Fn::GetAtt": node.value.split(".", 1)}
    return plain(loader, tag, node)


def with_its_outputs(self: Any, change_set_name: str, stack_name: str | None = None) -> None:
    """Carry out a change set as a stack is created or updated: moto's own leaves the outputs and exports out."""
    change = self.describe_change_set(change_set_name)
    if change.change_set_type == "CREATE":
        del self.stacks[change.stack_id]
        stack = self.create_stack(change.stack_name, change.template, change.parameters, tags=change.tags)
        self.stacks[change.stack_id] = self.stacks.pop(stack.stack_id)
        stack.stack_id = change.stack_id
    else:
        stack = self.stacks[change.stack_id]
        stack.update(change.template, parameters=change.parameters, tags=change.tags)
    for export in stack.exports:
        self.exports[export.name] = export
    change.execution_status = "EXECUTE_COMPLETE"


def full_name(self: Any, attribute: str) -> str:
    """What the alarms ask of the load balancer and its target group, and moto does not answer."""
    if attribute in ("LoadBalancerFullName", "TargetGroupFullName"):
        return str(self.arn.rpartition(":")[2].removeprefix("loadbalancer/"))
    return str(balancers_attribute(self, attribute))


balancers_attribute = FakeLoadBalancer.get_cfn_attribute
asks_each_container = EC2ContainerServiceBackend._calculate_task_resource_requirements


def asks_the_task(task_definition: Any) -> Any:
    """On Fargate a task has memory and its containers need not: moto adds None."""
    for container in task_definition.container_definitions:
        container.setdefault("memory", 0)
    return asks_each_container(task_definition)


def emptied(self: Any, account_id: str, region_name: str) -> None:
    """EmptyOnDelete, which moto does not know."""
    ecr_backends[account_id][region_name].delete_repository(self.name, force=True)


def taken_down(self: Any, account_id: str, region_name: str) -> None:
    """moto leaves the route tables of a stack that is deleted, and then refuses to delete the network."""
    ec2_backends[account_id][region_name].route_tables.pop(self.id)


def refuses_nothing(*_: Any, **__: Any) -> None:
    """In AWS a change set without changes is made, and has failed: the CLI looks for that. moto makes none."""


MODELS = {kind: model(kind, how) for kind, how in BY_CALL.items()}
parsing.resource_class_from_type = known_or_error
EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(asks_the_task)
CloudFormationResponse._validate_different_update = refuses_nothing
Repository.delete = emptied
RouteTable.delete = taken_down
# moto's CloudFormation leaves a VPC's EnableDnsHostnames out, and a task then asks its interface for a name.
NetworkInterface.private_dns_name = ""
FakeLoadBalancer.get_cfn_attribute = FakeTargetGroup.get_cfn_attribute = full_name
cloudformation.yaml_tag_constructor = attribute_in_two_parts
cloudformation.CloudFormationBackend.execute_change_set = with_its_outputs

if __name__ == "__main__":
    moto.server.main(["-H", "127.0.0.1", "-p", PORT])
