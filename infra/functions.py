"""Every Lambda function, declared once: what it is given, what starts it and what it may do. Data alone.

`python -m infra.functions` prints the lists of packages that the functions ship.
"""

from infra.spec import EVERY_MINUTE, FunctionSpec

#: Where the value of a setting comes from: an attribute of the stack.
ENVIRONMENT = {
    "BUS_NAME": "events.bus.event_bus_name",
    "HOURLY_LIMITS": "hourly_limits",
    "MAIL_CONFIGURATION_SET": "mail.configuration.configuration_set_name",
    "MAIL_SENDER": "mail.address",
    "PEOPLE_CLIENT_ID": "identity.people.client.user_pool_client_id",
    "PEOPLE_POOL_ID": "identity.people.pool.user_pool_id",
    "PEOPLE_SIGN_IN_URL": "sign_in_url",
    "PORTAL_URL": "portal_url",
    "UPLOADS_BUCKET": "uploads.bucket.bucket_name",
    "UPLOADS_URL": "uploads.url",
    "UPLOAD_ORIGIN": "uploads.origin",
}

FUNCTIONS = {
    spec.name: spec
    for spec in (
        # The APIs. `$default` serves the pages, and a problem for what is unknown.
        FunctionSpec(
            "portal",
            packages="api",
            routes=(
                "GET /api/cycles/current",
                "GET /api/cycles/{cycle}",
                "GET /api/schemas/{name}",
                "GET /api/schools",
                "GET /api/institutions",
                "GET /api/openapi.json",
                "POST /api/eligibility_checks",
                "POST /api/accounts",
                "POST /api/inquiries",
                "$default",
            ),
            tables={
                "cycles": "GetItem Scan",
                "inquiries": "GetItem PutItem",
                "limits": "UpdateItem",
                "activity": "PutItem",
            },
            allow={
                "identity.people.pool.user_pool_arn": "cognito-idp:AdminCreateUser cognito-idp:AdminSetUserPassword"
            },
            environment=("HOURLY_LIMITS", "PEOPLE_POOL_ID", "PEOPLE_CLIENT_ID", "PEOPLE_SIGN_IN_URL", "UPLOAD_ORIGIN"),
        ),
        FunctionSpec(
            "applications",
            packages="api",
            pool="people",
            routes=("ANY /api/cycles/{cycle}/application", "ANY /api/cycles/{cycle}/application/{proxy+}"),
            tables={
                "cycles": "GetItem",
                "applications": "GetItem PutItem",
                "self_identification": "UpdateItem",
                "matches": "Query:by_applicant",
                "mentors": "GetItem",
                "tasks": "PutItem",
                "activity": "PutItem",
            },
            files={"uploads/*": "PutObject"},
            allow={"identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser"},
            environment=("PEOPLE_POOL_ID", "UPLOADS_BUCKET", "UPLOADS_URL"),
        ),
        FunctionSpec(
            "mentors",
            packages="api",
            pool="people",
            routes=("ANY /api/mentor", "ANY /api/mentor/{proxy+}", "ANY /api/matches", "ANY /api/matches/{proxy+}"),
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem PutItem",
                "mentors": "GetItem PutItem",
                "matches": "GetItem PutItem Query:by_applicant Query:by_mentor",
                "tasks": "PutItem",
                "activity": "PutItem",
            },
            allow={"identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser"},
            environment=("PEOPLE_POOL_ID",),
        ),
        FunctionSpec(
            "staff",
            packages="api",
            pool="staff",
            routes=("ANY /api/staff/{proxy+}",),
            tables={
                "cycles": "GetItem PutItem",
                "applications": "GetItem BatchGetItem PutItem Query:by_status Query:by_school",
                "self_identification": "GetItem",
                "mentors": "GetItem PutItem Query:by_status",
                "rounds": "GetItem PutItem Query:by_cycle",
                "tasks": "GetItem PutItem Query:by_cycle",
                "activity": "GetItem PutItem UpdateItem Query:by_subject",
            },
            files={"cv/*": "GetObject"},
            redrives=True,
            environment=("UPLOADS_URL",),
        ),
        # The way of an activity: from the table's stream to the bus, and from there to the workers' queues.
        FunctionSpec(
            "relay",
            stream="activity",
            allow={"events.bus.event_bus_arn": "events:PutEvents"},
            environment=("BUS_NAME",),
        ),
        FunctionSpec(
            "eligibility",
            packages="eligibility",
            architecture="x86_64",
            timeout=30,
            subscriptions=("ApplicationSubmitted", "CvChecked"),
            tables={
                "cycles": "GetItem",
                "applications": "GetItem PutItem",
                "self_identification": "GetItem",
                "activity": "PutItem",
            },
        ),
        FunctionSpec(
            "matching",
            packages="matching",
            timeout=300,
            memory=2048,
            subscriptions=(
                "RoundRequested",
                "RoundAdjusted",
                "RoundPublished",
                "RoundVerificationRequested",
                "VerdictReached",
                "ApplicationWithdrawn",
                "MatchDeclined",
                "MatchExpired",
                "MatchWithdrawn",
                "MatchEnded",
                "MentorApproved",
                "MentorChanged",
                "MentorPaused",
                "MentorResumed",
                "MentorRetired",
            ),
            # One round answers many events, and two rounds at once are enough.
            batch_window=5,
            max_concurrency=2,
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem BatchGetItem PutItem Query:by_status Scan",
                "mentors": "GetItem BatchGetItem PutItem Query:by_status Scan",
                "matches": "GetItem PutItem Query:by_applicant Scan",
                "rounds": "GetItem PutItem Query:by_cycle",
                "tasks": "PutItem",
                "activity": "GetItem PutItem",
            },
        ),
        FunctionSpec(
            "notifications",
            packages="notifications",
            timeout=30,
            subscriptions=(
                "ApplicationSubmitted",
                "VerdictReached",
                "LateSubmissionRefused",
                "ApplicationWithdrawn",
                "DeadlineExtended",
                "DeadlineShortened",
                "MentorInterestReceived",
                "MentorApproved",
                "MatchProposed",
                "MatchConfirmed",
                "MatchDeclined",
                "MatchExpired",
                "MatchWithdrawn",
                "MatchEnded",
                "ApplicantUnmatched",
                "InquiryReceived",
            ),
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem Query:by_status",
                "mentors": "GetItem",
                "matches": "GetItem",
                "inquiries": "GetItem",
                "mails": "UpdateItem",
                "tasks": "PutItem",
                "activity": "GetItem PutItem",
            },
            sends_mail=True,
            fans_out=True,
            # SES takes 14 mails a second from a new account; two workers stay below, and sign-in codes need some too.
            max_concurrency=2,
            environment=("MAIL_SENDER", "MAIL_CONFIGURATION_SET", "PORTAL_URL"),
        ),
        FunctionSpec(
            "materials",
            packages="materials",
            architecture="x86_64",
            timeout=180,
            memory=1024,
            uploads=True,
            tables={"applications": "GetItem PutItem", "activity": "PutItem"},
            # Without ListBucket, S3 says "denied" of a file that is gone.
            files={"uploads/*": "GetObject DeleteObject", "cv/*": "PutObject DeleteObject", "": "ListBucket"},
            environment=("UPLOADS_BUCKET",),
        ),
        FunctionSpec(
            "deadlines",
            timeout=60,
            schedule={"tick": EVERY_MINUTE},
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem PutItem Scan Query:by_status",
                "mentors": "GetItem PutItem Query:by_status",
                "matches": "GetItem PutItem Query:by_state",
                "activity": "GetItem PutItem UpdateItem",
            },
        ),
    )
}

#: Activity types that start nothing, and why not.
SILENT = {
    "CycleWritten": "the audit trail of staff; functions read the cycle itself",
    "WindowOpened": "the audit trail; the pages follow the cycle's dates",
    "AddressExtended": "the audit trail; staff answer the person who wrote to them",
    "WindowClosed": "the audit trail; RoundRequested asks for the closing round",
    "ApplicationDrafted": "the audit trail; a draft is judged once it is submitted",
    "ApplicationLapsed": "the audit trail; the pages say so before and after the deadline",
    "CvUploadStarted": "the audit trail; the file itself starts the check when it lands",
    "RoundDrafted": "the audit trail; staff look at a draft when they want one",
    "RoundOutdated": "the audit trail; staff decide when to draw the round again",
    "RoundVerified": "the audit trail; the certificate is with the round",
    "MatchAccepted": "the audit trail; the second acceptance is MatchConfirmed",
    "SelfIdentificationRead": "the audit trail of who read what",
    "TaskRaised": "the audit trail; staff see open tasks in their list",
    "TaskDone": "the audit trail; the task leaves the list",
    "AttemptFailed": "the audit trail of whom an outage touched; staff have a task, and may extend a deadline",
    "WorkFailed": "the audit trail; staff read it beside the dead letter",
    "DeadLettersRedriven": "the audit trail; the messages themselves start the work again",
}


if __name__ == "__main__":
    print(*sorted({spec.packages for spec in FUNCTIONS.values()}))
