"""The program's mail: one sender with the proofs that mailboxes ask for, and a watch over its reputation."""

from aws_cdk import Stack
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.function import Function
from infra.nag import suppress_nag
from infra.stage import Stage


class Mail(Construct):
    """The sending address, and what SES proves it by: its domain, whose owner adds what `make doctor` prints."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "Mail")
        self._stage, self.address = stage, stage.mail_sender
        self.configuration = ses.ConfigurationSet(
            self,
            "Configuration",
            configuration_set_name=stage.physical("mail"),
            reputation_metrics=True,
            sending_enabled=True,
            tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE,
            suppression_reasons=ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
        )
        self.identity_arn = Stack.of(self).format_arn(
            service="ses", resource="identity", resource_name=stage.mail_identity
        )
        if not stage.mail_identity_exists:
            self._identity(stage)

    def _identity(self, stage: Stage) -> None:
        """A domain signs with DKIM and has a return path of its own, so that DMARC passes; an address has neither."""
        is_domain = stage.mail_identity != stage.mail_sender
        ses.EmailIdentity(
            self,
            "Sender",
            identity=(ses.Identity.domain if is_domain else ses.Identity.email)(stage.mail_identity),
            configuration_set=self.configuration,
            mail_from_domain=f"bounces.{stage.mail_identity}" if is_domain else None,
            # Until its records are found, mail leaves by SES's own return path instead of not at all.
            mail_from_behavior_on_mx_failure=ses.MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE if is_domain else None,
        )

    def grant(self, function: Function) -> None:
        """Let a function send from the one address; the local cloud knows no resource of sending, and no sender."""
        if self._stage.local:
            function.allow("ses:SendEmail", "*")
            finding = "IAM5[Resource::*]"
            suppress_nag(function.role or function, finding, "the local cloud knows no resource of ses:SendEmail")
            return
        name = self.configuration.configuration_set_name
        # SES asks for the second of a mail that is sent as a whole, as the ones with a calendar file are.
        function.allow(
            "ses:SendEmail ses:SendRawEmail",
            self.identity_arn,
            Stack.of(self).format_arn(service="ses", resource="configuration-set", resource_name=name),
            conditions={"StringEquals": {"ses:FromAddress": self.address}},
        )
