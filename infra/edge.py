"""What is in front of the API in AWS: CloudFront for speed and headers, with a WAF for limits an HTTP API lacks."""

from typing import Any

from aws_cdk import Duration, Fn
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.api import Api
from infra.firewall import Firewall
from infra.nag import suppress_checkov, suppress_nag
from infra.stage import Stage

#: The errors that CloudFront would keep for ten seconds each, whatever the answer says: the next caller is another.
KEPT_ERRORS = (400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)
#: By this header the API knows that a request came through CloudFront, and so through the firewall.
ORIGIN_HEADER = "x-origin-secret"


class Edge(Construct):
    """The distribution that people reach, behind its firewall."""

    def __init__(self, scope: Construct, stage: Stage, api: Api, logs_key: kms.IKey | None) -> None:
        super().__init__(scope, "Edge")
        shared: dict[str, Any] = {
            "origin": origins.HttpOrigin(
                Fn.select(2, Fn.split("/", api.http.api_endpoint)),
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
                custom_headers={ORIGIN_HEADER: api.origin_secrets[-1]},
            ),
            "origin_request_policy": cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            "response_headers_policy": self._headers(stage),
            "viewer_protocol_policy": cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        }
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=stage.physical("portal"),
            default_behavior=cloudfront.BehaviorOptions(**shared, cache_policy=self._pages(stage)),
            additional_behaviors={
                "/api/*": cloudfront.BehaviorOptions(
                    **shared,
                    cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                    allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                )
            },
            error_responses=[
                cloudfront.ErrorResponse(http_status=status, ttl=Duration.seconds(0)) for status in KEPT_ERRORS
            ],
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            web_acl_id=None if stage.size == "small" else Firewall(self, stage, logs_key).acl.attr_arn,
            **self._own_name(stage),
        )
        self.url = stage.portal_url or f"https://{self.distribution.distribution_domain_name}"
        suppress_nag(
            self.distribution, "CFR1", "applicants and mentors may write from abroad; who is eligible is judged"
        )
        suppress_nag(
            self.distribution, "CFR3", "the API logs every request without addresses, the WAF logs whom it refuses"
        )
        unchecked = {"CKV_AWS_86": "logged by the API without addresses, and by the WAF where it refuses"}
        if stage.size == "small":
            limits = "a WAF is most of a small program's bill; the API limits its public writes, in all and by sender"
            suppress_nag(self.distribution, "CFR2", limits)
            unchecked["CKV_AWS_68"] = limits
        if not stage.certificate_arn:
            floor = "under CloudFront's own name the TLS floor is its own; with `certificate_arn` it is 1.2"
            suppress_nag(self.distribution, "CFR4", floor)
            unchecked["CKV_AWS_174"] = floor
        suppress_checkov(self.distribution, unchecked)

    def _pages(self, stage: Stage) -> cloudfront.CachePolicy:
        """Pages are kept for as long as the portal says; without a word from it, not at all."""
        return cloudfront.CachePolicy(
            self,
            "Pages",
            cache_policy_name=stage.physical("pages"),
            min_ttl=Duration.seconds(0),
            default_ttl=Duration.seconds(0),
            max_ttl=Duration.days(365),
            enable_accept_encoding_brotli=True,
            enable_accept_encoding_gzip=True,
        )

    def _own_name(self, stage: Stage) -> dict[str, Any]:
        if not (stage.portal_url and stage.certificate_arn):
            return {}
        certificate = acm.Certificate.from_certificate_arn(self, "Certificate", stage.certificate_arn)
        return {
            "domain_names": [stage.portal_url.removeprefix("https://")],
            "certificate": certificate,
            "minimum_protocol_version": cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        }

    def _headers(self, stage: Stage) -> cloudfront.ResponseHeadersPolicy:
        """Headers for every answer; the pages keep their own content security policy."""
        policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        headers = cloudfront.ResponseHeadersPolicy
        return headers(
            self,
            "Headers",
            response_headers_policy_name=stage.physical("headers"),
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=policy, override=False
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(730), include_subdomains=True, preload=True, override=True
                ),
            ),
        )
