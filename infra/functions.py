"""Every Lambda function, declared once: what it is given, what starts it and what it may do. Data alone.

The APIs are here, what works behind them is in workers.py.

`python -m infra.functions` prints the lists of packages that the functions ship.
"""

from infra.spec import FunctionSpec
from infra.workers import WORKERS

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
                "GET /api/mentor_interests",
                "GET /api/openapi.json",
                "POST /api/eligibility_checks",
                "POST /api/accounts",
                "POST /api/inquiries",
                "$default",
            ),
            tables={
                "cycles": "GetItem Scan",
                "mentor_interests": "GetItem",
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
                "PUBLIC_URL",
                "STAFF_CLIENT_ID",
                "STAFF_SIGN_IN_URL",
                "UPLOAD_ORIGIN",
            ),
        ),
        FunctionSpec(
            "applications",
            packages="confidential",
            pool="people",
            routes=(
                "ANY /api/cycles/{cycle}/application",
                "ANY /api/cycles/{cycle}/application/{proxy+}",
                "DELETE /api/applications/{application}",
            ),
            tables={
                "cycles": "GetItem",
                "applications": "GetItem PutItem",
                "search": "PutItem DeleteItem",
                "self_identification": "UpdateItem",
                "matches": "Query:by_applicant",
                "mentors": "GetItem",
                "tasks": "PutItem",
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
            "certificates",
            packages="certificates",
            timeout=29,  # the font and what draws with it take seconds to load
            memory=1024,
            pool="people",
            routes=("GET /api/matches/{match}/certificate",),
            tables={
                "cycles": "GetItem",
                "applications": "GetItem",
                "mentors": "GetItem",
                "matches": "GetItem",
                "activity": "PutItem",
            },
        ),
        FunctionSpec(
            "account",
            packages="api",
            pool="people",
            routes=("ANY /api/account", "ANY /api/account/{proxy+}"),
            tables={
                "cycles": "Scan",
                "applications": "BatchGetItem PutItem",
                "search": "PutItem DeleteItem",
                "mentors": "GetItem PutItem",
                "address_changes": "GetItem PutItem UpdateItem",
                "erasures": "PutItem",
                "limits": "UpdateItem",
                "activity": "PutItem",
            },
            allow={
                "identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser cognito-idp:AdminUpdateUserAttributes"
            },
            environment=("PEOPLE_POOL_ID",),
        ),
        FunctionSpec(
            "staff",
            packages="confidential",
            pool="staff",
            routes=("ANY /api/staff/{proxy+}",),
            tables={
                "cycles": "GetItem PutItem Scan",
                "applications": "GetItem BatchGetItem PutItem Query",
                "search": "PutItem DeleteItem Query",
                "self_identification": "GetItem",
                "mentors": "GetItem BatchGetItem PutItem",
                "matches": "GetItem PutItem Query:by_applicant Query:by_mentor",
                "policy_checks": "GetItem PutItem Query",
                "reports": "GetItem PutItem",
                "rounds": "GetItem PutItem Query:by_cycle",
                "tasks": "GetItem PutItem Query:by_cycle",
                "jobs": "GetItem PutItem Query:by_cycle",
                "reasons": "GetItem PutItem",
                "mails": "Query:by_about",
                "suppressions": "GetItem DeleteItem",
                "inquiries": "Scan",
                "erasures": "GetItem PutItem",
                "activity": "GetItem PutItem UpdateItem Query:by_subject Query:by_day Query:by_type Query:by_staff",
            },
            files={"cv/*": "GetObject", "exports/*": "GetObject"},
            redrives=True,
            allow={
                "identity.people.pool.user_pool_arn": "cognito-idp:AdminGetUser",
                "identity.staff.pool.user_pool_arn": "cognito-idp:AdminGetUser",
            },
            environment=("PEOPLE_POOL_ID", "STAFF_POOL_ID", "UPLOADS_URL"),
        ),
        *WORKERS,
    )
}


if __name__ == "__main__":
    print(*sorted({spec.packages for spec in FUNCTIONS.values()}))
