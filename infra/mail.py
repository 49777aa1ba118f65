"""The program's mail: one sender with the proofs that mailboxes ask for, and a watch over its reputation."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.function import Function
from infra.nag import suppress_nag
from infra.stage import Stage, construct_id

#: What SES tells EventBridge of a mail, and what of it the mail's fate follows from. Data alone.
REPORTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "delayed": ("Email Delivery Delayed", {}),
    "delivered": ("Email Delivered", {}),
    "bounced": ("Email Bounced", {"bounce": {"bounceType": [{"anything-but": "Permanent"}]}}),
    "rejected": ("Email Rejected", {}),
    "hard_bounced": ("Email Bounced", {"bounce": {"bounceType": ["Permanent"]}}),
    # A person can also say of a mail in the spam folder that it isn't spam.
    "complained": (
        "Email Complaint Received",
        {"complaint": {"complaintFeedbackType": [{"exists": False}, {"anything-but": "not-spam"}]}},
    ),
}


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
            suppression_reasons=ses.SuppressionReasons.BOUNCES_ONLY,
        )
        self.configuration.add_event_destination(
            "Reports",
            destination=ses.EventDestination.event_bus(
                events.EventBus.from_event_bus_name(self, "DefaultBus", "default")
            ),
            configuration_set_event_destination_name=stage.physical("reports"),
            events=[
                ses.EmailSendingEvent.DELIVERY,
                ses.EmailSendingEvent.DELIVERY_DELAY,
                ses.EmailSendingEvent.BOUNCE,
                ses.EmailSendingEvent.REJECT,
                ses.EmailSendingEvent.COMPLAINT,
            ],
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

    def report(self, worker: Function, queue: sqs.IQueue, dead_letters: sqs.IQueue) -> None:
        """Queue what SES reports of the program's mails: ids and fate alone, for its events hold addresses.

        Sign-in codes, which Cognito sends, have no id of ours. The worker may take an address off SES's list again.
        """
        worker.allow("ses:DeleteSuppressedDestination", "*")
        finding, reason = (
            "IAM5[Resource::*]",
            "SES's list of addresses that failed is the account's; it has no resource",
        )
        suppress_nag(worker.role or worker, finding, reason)
        ours = {"ses:configuration-set": [self.configuration.configuration_set_name], "id": [{"exists": True}]}
        for fate, (detail_type, more) in REPORTS.items():
            path = events.EventField.from_path
            report = {
                "fate": fate,
                "mail": path("$.detail.mail.tags.id[0]"),
                "message": path("$.detail.mail.messageId"),
                "at": path("$.time"),
            }
            events.Rule(
                self,
                f"{construct_id(fate)}Rule",
                rule_name=self._stage.physical(f"mail-{fate}"),
                event_pattern=events.EventPattern(
                    source=["aws.ses"], detail_type=[detail_type], detail={"mail": {"tags": ours}, **more}
                ),
                targets=[
                    targets.SqsQueue(
                        queue,
                        dead_letter_queue=dead_letters,
                        message=events.RuleTargetInput.from_object({"report": report}),
                    )
                ],
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
