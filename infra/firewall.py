"""The firewalls of the edge and of the sign-in pages: AWS's rule sets, and how much one address may ask for."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra.nag import suppress_checkov
from infra.stage import Stage, construct_id

#: Requests from one address in five minutes; a whole campus may sit behind one.
LIMIT, LIMIT_OF_PUBLIC_WRITES, LIMIT_OF_SIGN_INS = 6000, 100, 1000

#: Rules that only count: an essay is long and may hold anything; the API checks its size and pages escape it.
COUNTED = ("SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY")
REPUTATION = "AWSManagedRulesAmazonIpReputationList"
MANAGED: dict[str, tuple[str, ...]] = {
    REPUTATION: (),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesCommonRuleSet": COUNTED,
}

#: Open to everybody and costly to us: accounts and questions send mail.
PUBLIC_WRITES = ("/api/accounts", "/api/inquiries")

Acl = waf.CfnWebACL


class Firewall(Construct):
    """A WAF for CloudFront, with a log of what it refused, without credentials."""

    def __init__(self, scope: Construct, stage: Stage, logs_key: kms.IKey | None) -> None:
        super().__init__(scope, "Firewall")
        rules = [_managed(name, index, counted) for index, (name, counted) in enumerate(MANAGED.items())]
        rules.append(_limit("per-address", len(rules), LIMIT))
        rules += [
            _limit(path.rsplit("/", 1)[-1], len(rules) + index, LIMIT_OF_PUBLIC_WRITES, path)
            for index, path in enumerate(PUBLIC_WRITES)
        ]
        self.acl = _acl(self, stage, "edge", "CLOUDFRONT", rules)
        log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"aws-waf-logs-{stage.physical('edge')}",
            retention=logs.RetentionDays.ONE_MONTH,
            encryption_key=logs_key,
            removal_policy=stage.removal,
        )
        waf.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=self.acl.attr_arn,
            # WAF wants the ARN without the `:*` that the log group's own ends with.
            log_destination_configs=[f"arn:aws:logs:{stage.region}:{stage.account}:log-group:{log.log_group_name}"],
            redacted_fields=[{"singleHeader": {"Name": name}} for name in ("authorization", "cookie")],
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [
                    {
                        "Behavior": "KEEP",
                        "Requirement": "MEETS_ANY",
                        "Conditions": [{"ActionCondition": {"Action": action}} for action in ("BLOCK", "COUNT")],
                    }
                ],
            },
        )


class SignInFirewall(Construct):
    """A WAF for the pools' managed login, where codes are asked for and passwords tried; `pools` are ARNs by name."""

    def __init__(self, scope: Construct, stage: Stage, pools: Mapping[str, str]) -> None:
        super().__init__(scope, "SignInFirewall")
        rules = [_managed(REPUTATION, 0, ()), _limit("per-address", 1, LIMIT_OF_SIGN_INS)]
        acl = _acl(self, stage, "sign-in", "REGIONAL", rules)
        suppress_checkov(acl, {"CKV_AWS_192": "Cognito answers there, and nothing of ours that logs"})
        for name, pool in pools.items():
            waf.CfnWebACLAssociation(self, construct_id(name), resource_arn=pool, web_acl_arn=acl.attr_arn)


def _acl(scope: Construct, stage: Stage, name: str, where: str, rules: Sequence[Acl.RuleProperty]) -> Acl:
    return Acl(
        scope,
        "Acl",
        name=stage.physical(name),
        scope=where,
        default_action=Acl.DefaultActionProperty(allow={}),
        visibility_config=_visible(name),
        rules=list(rules),
    )


def _managed(name: str, priority: int, counted: tuple[str, ...]) -> Acl.RuleProperty:
    count = Acl.RuleActionProperty(count={})
    overrides = [Acl.RuleActionOverrideProperty(name=rule, action_to_use=count) for rule in counted]
    group = Acl.ManagedRuleGroupStatementProperty(vendor_name="AWS", name=name, rule_action_overrides=overrides)
    return Acl.RuleProperty(
        name=name,
        priority=priority,
        statement=Acl.StatementProperty(managed_rule_group_statement=group),
        override_action=Acl.OverrideActionProperty(none={}),
        visibility_config=_visible(name),
    )


def _limit(name: str, priority: int, limit: int, path: str | None = None) -> Acl.RuleProperty:
    only = Acl.StatementProperty(
        byte_match_statement=Acl.ByteMatchStatementProperty(
            field_to_match=Acl.FieldToMatchProperty(uri_path={}),
            positional_constraint="STARTS_WITH",
            search_string=path,
            # API Gateway decodes a path before it chooses the route.
            text_transformations=[
                Acl.TextTransformationProperty(priority=index, type=kind)
                for index, kind in enumerate(("URL_DECODE", "NORMALIZE_PATH", "LOWERCASE"))
            ],
        )
    )
    rate = Acl.RateBasedStatementProperty(
        aggregate_key_type="IP", limit=limit, scope_down_statement=only if path else None
    )
    too_many = Acl.CustomResponseProperty(
        response_code=429, response_headers=[Acl.CustomHTTPHeaderProperty(name="Retry-After", value="300")]
    )
    return Acl.RuleProperty(
        name=name,
        priority=priority,
        statement=Acl.StatementProperty(rate_based_statement=rate),
        action=Acl.RuleActionProperty(block=Acl.BlockActionProperty(custom_response=too_many)),
        visibility_config=_visible(name),
    )


def _visible(name: str) -> Acl.VisibilityConfigProperty:
    return Acl.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
