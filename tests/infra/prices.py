"""AWS's list prices in us-east-1, in dollars, as of 2026-11-28. Free tiers and taxes are left out."""

#: A month, by type of resource in the template.
MONTHLY = {
    "AWS::CloudWatch::Alarm": 0.10,
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
}
#: A gigabyte-second of Lambda on arm64.
GIGABYTE_SECOND = 0.0000133334
#: How often Lambda asks an empty queue in a month: five pollers, each every 20 seconds. (It takes two only where no
#: maximum of concurrency is set.)
EMPTY_POLLS = 5 * 3 * 60 * 24 * 30
#: Seconds of a month's ticks, and of one call of a function beside what AWS's calls count: assumed, not measured.
TICKS, SECONDS_OF_A_CALL = 60 * 24 * 30, 0.15
