"""Let pages from another address than the portal's sign in and send files in the local cloud."""

from collections.abc import Mapping
from typing import Any

from infra.local.cloud import Cloud
from infra.pages import ADDRESSES


def allow(cloud: Cloud, origin: str, clients: Mapping[str, str]) -> None:
    """Let people and staff, whose clients are given by their pool's name, sign in from an origin, and it send files."""
    idp, s3 = cloud.client("cognito-idp"), cloud.client("s3")
    for pool in idp.list_user_pools(MaxResults=60)["UserPools"]:
        known = [it["ClientId"] for it in idp.list_user_pool_clients(UserPoolId=pool["Id"])["UserPoolClients"]]
        for name, client_id in clients.items():
            if client_id in known:
                _allow_sign_in(idp, {"UserPoolId": pool["Id"], "ClientId": client_id}, origin, ADDRESSES[name])
    for bucket in s3.list_buckets()["Buckets"]:
        if "-uploads-" in bucket["Name"]:
            _allow_files(s3, bucket["Name"], origin)


def _allow_sign_in(idp: Any, client: dict[str, str], origin: str, addresses: Mapping[str, str]) -> None:
    known = idp.describe_user_pool_client(**client)["UserPoolClient"]
    callbacks, logouts = origin + addresses["callback"], origin + addresses["home"]
    idp.update_user_pool_client(
        **client,
        CallbackURLs=[callbacks, *(url for url in known["CallbackURLs"] if url != callbacks)],
        LogoutURLs=[logouts, *(url for url in known["LogoutURLs"] if url != logouts)],
    )


def _allow_files(s3: Any, bucket: str, origin: str) -> None:
    rules = s3.get_bucket_cors(Bucket=bucket)["CORSRules"]
    for rule in rules:
        rule["AllowedOrigins"] = sorted({*rule["AllowedOrigins"], origin})
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": rules})
