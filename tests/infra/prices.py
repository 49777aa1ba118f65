"""AWS's list prices in us-east-1, in dollars, compared with what was published by 2026-11-29, as old as the date says.

AWS's own pages put most figures into the page only when it is open, so others' copies of them had to do; compare each
with its service's page (`aws.amazon.com/<service>/pricing`) before a budget follows from it.

| service (its page) | compared with |
|---|---|
| dynamodb, on demand | airbyte.com, July 2025: half of before, since November 2024 |
| lambda | cloudchipr.com, 2024 |
| api-gateway, HTTP, the first 300 million | AWS's whitepaper on private APIs; go-cloud.io, 2026 |
| cloudfront, HTTPS requests in the US | kindatechnical.com, undated |
| waf | c3x.dev and awsnegotiations.com, 2026 |
| sqs, eventbridge, kms | cloudburn.io, March 2026 |
| ses | lushbinary.com, April 2026 |
| secrets-manager | hivebook.wiki, undated |
| cloudwatch: alarms, logs, dashboards | factualminds.com, June 2026; the three free dashboards: AWS's page |
| cloudtrail, data events | AWS's page |
| fargate, arm64 | vantage.sh, undated |
| vpc, public addresses | doit.com and others, since February 2024 |
| cognito, Essentials, 1.5 cents a person | found nowhere: from memory; that 10,000 a month are free: a copy, undated |

Taxes are left out, and so are free tiers but three: Cognito's 10,000 people a month, CloudFront's first terabyte, and
CloudWatch's three dashboards. Those that don't end (ten alarms, a million calls of queues, a million of functions, ten
million requests to CloudFront, a month) make a small program's bill lower than what is computed.
"""

#: A month, by type of resource in the template.
MONTHLY = {
    "metric of an alarm": 0.10,
    "AWS::KMS::Key": 1.00,  # and 1.00 more after each of its first two yearly rotations
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
#: A gigabyte-second of Lambda, by architecture.
GIGABYTE_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
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
