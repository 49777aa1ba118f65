"""AWS's list prices in us-east-1, in dollars, as remembered on 2026-11-29: not compared with AWS's pages.

Compare each with its service's page (aws.amazon.com/<service>/pricing) before a budget follows from it: DynamoDB on
demand, Lambda, Fargate, HTTP APIs (the first 300 million), CloudFront (HTTPS requests in the US), WAF, SQS, EventBridge
(custom events), SES, KMS, Cognito (Essentials), CloudWatch (logs collected), CloudTrail (data events), VPC (public
addresses). Free tiers and taxes are left out, but for Cognito's 10,000 people a month: each one more is 1.5 cents.
"""

#: A month, by type of resource in the template.
MONTHLY = {
    "metric of an alarm": 0.10,
    "AWS::KMS::Key": 1.00,
    "AWS::SecretsManager::Secret": 0.40,
    "AWS::WAFv2::WebACL": 5.00,
    "rule of a web ACL": 1.00,
}
#: A million of them.
MILLION = {
    "write unit": 0.625,
    "read unit": 0.125,
    "request to the API": 1.00,
    "request to CloudFront": 1.00,
    "request seen by the firewall": 0.60,
    "call of a function": 0.20,
    "event on the bus": 1.00,
    "call of a queue": 0.40,
    "call of a key": 3.00,
    "mail": 100.00,
    "access in the trail": 1.00,
    "kilobyte of log": 0.50,
}
#: A gigabyte-second of Lambda on arm64.
GIGABYTE_SECOND = 0.0000133334
#: An hour of a container on arm64, by what it is given; the address is public.
HOUR = {"processor": 0.03238, "gigabyte": 0.00356, "address": 0.005}
#: Minutes from the first work until a container runs: an alarm, the image, Python. Assumed, not measured on AWS.
MINUTES_TO_START = 3
#: How often Lambda asks an empty queue in a month: five pollers, each every 20 seconds. (It takes two only where no
#: maximum of concurrency is set.)
EMPTY_POLLS = 5 * 3 * 60 * 24 * 30
#: A month's ticks.
TICKS = 60 * 24 * 30
#: Seconds of a function besides its calls to AWS, and of each of these: assumed, not measured on AWS.
SECONDS_OF_A_FUNCTION, SECONDS_OF_A_CALL = 0.03, 0.01
