"""The program's mail: one sender, and a configuration set that watches over its reputation."""

from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.stage import Stage


class Mail(Construct):
    """The sending address; whoever owns it confirms it once by the link that SES mails there."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "Mail")
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
            identity=ses.Identity.email(stage.mail_sender),
            configuration_set=self.configuration,
        )
