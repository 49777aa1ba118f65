"""Every Lambda function, declared once: what it is given, what starts it and what it may do. Data alone.

`python -m infra.functions` prints the lists of packages that the functions ship.
"""

from infra.spec import EVERY_MINUTE, FunctionSpec

#: Where the value of a setting comes from: an attribute of the stack.
ENVIRONMENT = {
    "BUS_NAME": "events.bus.event_bus_name",
    "CONFIRM_ACCOUNTS": "confirm_accounts",
    "HOURLY_LIMITS": "hourly_limits",
    "MAIL_CONFIGURATION_SET": "mail.configuration.configuration_set_name",
    "MAIL_SENDER": "mail.address",
    "PEOPLE_CLIENT_ID": "identity.people.client.user_pool_client_id",
    "PEOPLE_POOL_ID": "identity.people.pool.user_pool_id",
    "PEOPLE_SIGN_IN_URL": "people_sign_in_url",
    "PORTAL_URL": "portal_url",
    "SEALING_KEY": "data.sealing_key",
    "STAFF_CLIENT_ID": "identity.staff.client.user_pool_client_id",
    "STAFF_SIGN_IN_URL": "staff_sign_in_url",
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
            allow={"identity.people.pool.user_pool_arn": "cognito-idp:AdminCreateUser"},
            # Whoever may set passwords may sign in as anyone. AWS makes users of a mailed code without one.
            allow_locally={"identity.people.pool.user_pool_arn": "cognito-idp:AdminSetUserPassword"},
            environment=(
                "CONFIRM_ACCOUNTS",
                "HOURLY_LIMITS",
                "PEOPLE_POOL_ID",
                "PEOPLE_CLIENT_ID",
                "PEOPLE_SIGN_IN_URL",
                "STAFF_CLIENT_ID",
                "STAFF_SIGN_IN_URL",
                "UPLOAD_ORIGIN",
            ),
        ),
        FunctionSpec(
            "applications",
            packages="confidential",
            pool="people",
            routes=("ANY /api/cycles/{cycle}/application", "ANY /api/cycles/{cycle}/application/{proxy+}"),
            tables={
                "cycles": "GetItem",
                "applications": "GetItem PutItem",
                "search": "PutItem DeleteItem",
                "self_identification": "UpdateItem",
                "matches": "Query:by_applicant",
                "mentors": "GetItem",
                "activity": "PutItem",
            },
            files={"uploads/*": "PutObject"},
            allow={"identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser"},
            environment=("PEOPLE_POOL_ID", "SEALING_KEY", "UPLOADS_BUCKET", "UPLOADS_URL"),
        ),
        FunctionSpec(
            "mentors",
            packages="api",
            pool="people",
            routes=("ANY /api/mentor", "ANY /api/mentor/{proxy+}", "ANY /api/matches", "ANY /api/matches/{proxy+}"),
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem PutItem",
                "search": "PutItem DeleteItem",
                "mentors": "GetItem PutItem",
                "matches": "GetItem PutItem Query:by_applicant Query:by_mentor",
                "tasks": "GetItem PutItem",
                "activity": "PutItem",
            },
            allow={"identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser"},
            environment=("PEOPLE_POOL_ID",),
        ),
        FunctionSpec(
            "staff",
            packages="confidential",
            pool="staff",
            routes=("ANY /api/staff/{proxy+}",),
            tables={
                "cycles": "GetItem PutItem Scan",
                "applications": "GetItem BatchGetItem PutItem",
                "search": "PutItem DeleteItem Query",
                "self_identification": "GetItem",
                "mentors": "GetItem BatchGetItem PutItem",
                "matches": "Query:by_mentor",
                "rounds": "GetItem PutItem Query:by_cycle",
                "tasks": "GetItem PutItem Query:by_cycle",
                "activity": "PutItem UpdateItem Query:by_subject Query:by_day Query:by_type Query:by_staff",
            },
            files={"cv/*": "GetObject"},
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
                "search": "PutItem DeleteItem",
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
            # One round answers many events.
            batch_window=5,
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem BatchGetItem PutItem",
                "search": "PutItem DeleteItem Query",
                "mentors": "GetItem BatchGetItem PutItem",
                "matches": "GetItem PutItem Query:by_applicant Scan",
                "rounds": "GetItem PutItem Query:by_cycle",
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
                "AddressExtended",
                "MentorInterestReceived",
                "MentorApproved",
                "MatchProposed",
                "MatchConfirmed",
                "MatchDeclined",
                "MatchExpired",
                "MatchWithdrawn",
                "MatchEnded",
                "ApplicationStarted",
                "ApplicationLapsed",
                "DeadlineReminderDue",
                "EditsReminderDue",
                "ResponseReminderDue",
                "ContactAsked",
                "CheckInDue",
                "TermEnding",
                "MatchCompleted",
                "ApplicantUnmatched",
                "InquiryReceived",
            ),
            tables={
                "cycles": "GetItem Scan",
                "applications": "GetItem BatchGetItem",
                "search": "Query",
                "mentors": "GetItem",
                "matches": "GetItem",
                "inquiries": "GetItem",
                "mails": "UpdateItem",
                "tasks": "PutItem",
                "activity": "GetItem PutItem",
            },
            sends_mail=True,
            fans_out=True,
            environment=("MAIL_SENDER", "MAIL_CONFIGURATION_SET", "PORTAL_URL"),
        ),
        FunctionSpec(
            "materials",
            packages="materials",
            architecture="x86_64",
            timeout=180,
            memory=1024,
            uploads=True,
            max_concurrency=5,  # a check takes seconds, and hundreds of CVs may land in the last hour
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
                "applications": "GetItem PutItem",
                "search": "PutItem DeleteItem Query",
                "mentors": "GetItem PutItem",
                "matches": "GetItem PutItem Query:by_state",
                "tasks": "PutItem",
                "activity": "GetItem PutItem UpdateItem",
            },
        ),
    )
}

#: Activity types that start nothing, and why not.
SILENT = {
    "CycleWritten": "the audit trail of staff; functions read the cycle itself",
    "WindowOpened": "the audit trail; the pages follow the cycle's dates",
    "WindowClosed": "the audit trail; RoundRequested asks for the closing round",
    "ApplicationDrafted": "the audit trail; a draft is judged once it is submitted",
    "CvUploadStarted": "the audit trail; the file itself starts the check when it lands",
    "RoundDrafted": "the audit trail; staff look at a draft when they want one",
    "RoundOutdated": "the audit trail; staff decide when to draw the round again",
    "RoundVerified": "the audit trail; the certificate is with the round",
    "MatchAccepted": "the audit trail; the second acceptance is MatchConfirmed",
    "MatchQuestioned": "the audit trail; staff decide about a confirmed match whose applicant is no longer eligible",
    "ContactAnswered": "the audit trail; what staff should look at becomes a task",
    "CheckInAnswered": "the audit trail; what staff should look at becomes a task",
    "MatchTermBegan": "the audit trail; both sides know the first day since the confirmation",
    "SelfIdentificationRead": "the audit trail of who read what",
    "TaskRaised": "the audit trail; staff see open tasks in their list",
    "TaskDone": "the audit trail; the task leaves the list",
    "AttemptFailed": "the audit trail of whom an outage touched; staff may extend their deadline",
}

#: Silent ones that are not even published: most activities are saves of drafts.
UNPUBLISHED = ["ApplicationDrafted"]


if __name__ == "__main__":
    print(*sorted({spec.packages for spec in FUNCTIONS.values()}))
