"""The program's mail: one sender, and a configuration set that watches over its reputation."""

from aws_cdk import Stack
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.function import Function
from infra.nag import suppress_nag
from infra.stage import Stage


class Mail(Construct):
    """The sending address; its owner confirms it once, by the link that SES mails there."""

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
        self.sender = ses.EmailIdentity(
            self,
            "Sender",
            identity=ses.Identity.email(self.address),
            configuration_set=self.configuration,
        )

    def grant(self, function: Function) -> None:
        """Let a function send from the one address; the local cloud knows no resource of sending, and no sender."""
        if self._stage.local:
            function.allow("ses:SendEmail", "*")
            finding = "IAM5[Resource::*]"
            suppress_nag(function.role or function, finding, "the local cloud knows no resource of ses:SendEmail")
            return
        name = self.configuration.configuration_set_name
        function.allow(
            "ses:SendEmail",
            self.sender.email_identity_arn,
            Stack.of(self).format_arn(service="ses", resource="configuration-set", resource_name=name),
            conditions={"StringEquals": {"ses:FromAddress": self.address}},
        )
