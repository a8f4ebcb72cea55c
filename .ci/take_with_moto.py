#!/usr/bin/env python3
"""Hands what scalebridge wrote to an emulator of AWS, through boto3 and so through botocore's validation.

usage: take_with_moto.py FOLDER   (with adopted.json, fixed.json, cloudwatch.json, grafana.json and check.json)
"""
import json
import os
import shlex
import sys

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")

import boto3
from moto import mock_aws


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def register(folder):
    ecs = boto3.client("ecs")
    for name in ("adopted.json", "fixed.json"):
        task = ecs.register_task_definition(**load(folder, name))["taskDefinition"]
        containers = {container["name"]: container for container in task["containerDefinitions"]}
        bridge = containers["scalebridge"]
        assert bridge["memory"] == 64 and bridge["healthCheck"]["command"] == ["CMD", "/scalebridge", "health"], bridge
        variables = [entry["name"] for entry in bridge["environment"] + bridge["secrets"]]
        assert sorted(variables) == ["CW_CONFIG_CONTENT", "PROMETHEUS_CONFIG_CONTENT"], variables
        print("   registered", task["taskDefinitionArn"])


def put_dashboard(folder):
    cloudwatch = boto3.client("cloudwatch")
    body = json.dumps(load(folder, "cloudwatch.json"))
    answer = cloudwatch.put_dashboard(DashboardName="scaling", DashboardBody=body)
    assert not answer.get("DashboardValidationMessages"), answer
    stored = json.loads(cloudwatch.get_dashboard(DashboardName="scaling")["DashboardBody"])
    print("   put a dashboard of", len(stored["widgets"]), "widgets")
    panels = load(folder, "grafana.json")["panels"]
    assert panels and all(panel["targets"] for panel in panels)
    print("   read a Grafana dashboard of", len(panels), "panels")


def put_policies(folder):
    scaling = boto3.client("application-autoscaling")
    boto3.client("ecs").create_cluster(clusterName="powersync-cluster")
    boto3.client("ecs").create_service(cluster="powersync-cluster", serviceName="powersync-api", desiredCount=2,
                                       taskDefinition="powersync-api")
    scaling.register_scalable_target(ServiceNamespace="ecs", ResourceId="service/powersync-cluster/powersync-api",
                                     ScalableDimension="ecs:service:DesiredCount", MinCapacity=2, MaxCapacity=10)
    commands = {mend["command"] for finding in load(folder, "check.json")["findings"] for mend in finding["mend"]
                if mend["kind"] == "command" and "put-scaling-policy" in mend["command"]}
    assert commands
    for command in sorted(commands):
        words = shlex.split(command)
        assert words[:4] == ["aws", "application-autoscaling", "put-scaling-policy", "--cli-input-json"], words
        scaling.put_scaling_policy(**json.loads(words[4]))
    policies = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    print("   put the mended policies", ", ".join(sorted(policy["PolicyName"] for policy in policies)))


def main(folder):
    with mock_aws():
        register(folder)
        put_dashboard(folder)
        put_policies(folder)


if __name__ == "__main__":
    main(sys.argv[1])
