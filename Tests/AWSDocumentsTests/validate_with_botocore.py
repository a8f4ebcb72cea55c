#!/usr/bin/env python3
"""Checks JSON documents against AWS's own service models, as the AWS CLI would.

usage: validate_with_botocore.py FILE.json ...

A file's name says what it is: <service>.<Operation>.<input|output>[anything].json
Exit codes: 0 all valid, 1 some are not, 2 bad usage.
"""
import json
import os
import sys

import botocore.session
from botocore.validate import ParamValidator

MODELS = {}


def model(service):
    if service not in MODELS:
        MODELS[service] = botocore.session.get_session().get_service_model(service)
    return MODELS[service]


def parse_policies(document):
    # The CLI prints IAM policies as objects; the service model has them as URL-encoded strings.
    return {key: json.dumps(value) if key == "PolicyDocument" else value for key, value in document.items()}


def faults(path):
    service, operation, kind = os.path.basename(path).split(".")[:3]
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    operation = model(service).operation_model(operation)
    shape = operation.input_shape if kind.startswith("input") else operation.output_shape
    report = ParamValidator().validate(parse_policies(document) if service == "iam" else document, shape)
    return report.generate_report() if report.has_errors() else ""


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    bad = 0
    for path in paths:
        report = faults(path)
        if report:
            bad += 1
            print(f"{path}: {report}", file=sys.stderr)
    print(f"{len(paths) - bad} of {len(paths)} documents are valid for botocore {botocore.__version__}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
