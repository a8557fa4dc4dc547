"""Asks an emulator of AWS Proton with boto3, and prints what it was answered as JSON. Arguments: the endpoint, and how many
cancellations to ask for in the end."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

proton = boto3.client(
    "proton", endpoint_url=sys.argv[1], config=Config(retries={"total_max_attempts": 1}, proxies={})
)


def error_of(call):
    """The code of the error that a call ends with, and the class that boto3 makes of it."""
    try:
        call()
        return None
    except ClientError as error:
        return [error.response["Error"]["Code"], type(error).__name__]


def code_of(call):
    """The code of the error that a call ends with."""
    error = error_of(call)
    return error and error[0]


def cancel():
    return proton.cancel_service_pipeline_deployment(serviceName="shop")


before = proton.get_service(name="shop")["service"]
cancelled = cancel()
names = [
    service["name"]
    for page in proton.get_paginator("list_services").paginate(PaginationConfig={"PageSize": 1})
    for service in page["services"]
]
created = proton.create_service(
    name="bank", templateName="web", templateMajorVersion="1", spec="proton: ServiceSpec"
)
print(
    json.dumps(
        {
            "createdAt": before["createdAt"].timestamp(),
            "before": before["pipeline"]["deploymentStatus"],
            "cancelled": cancelled["pipeline"]["deploymentStatus"],
            "requestId": cancelled["ResponseMetadata"]["RequestId"],
            "again": code_of(cancel),
            "unknown": code_of(lambda: proton.get_service(name="unknown")),
            "invalid": code_of(lambda: proton.get_service(name="-shop")),
            "names": names,
            "created": created["service"]["status"],
            "errors": [error_of(cancel) for _ in range(int(sys.argv[2]))],
            "deleting": proton.delete_service(name="bank")["service"]["status"],
        }
    )
)
