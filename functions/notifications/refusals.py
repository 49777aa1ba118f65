"""What SES says when it refuses a mail: whether the address is at fault for good, or trouble that passes.

A refusal for good concerns one mail: trying again would be refused again, so staff get a task. All else is ours to mend
and hits every mail alike: the mails wait.
"""

import re

from botocore.exceptions import ClientError

from functions.notifications.mail import Mail
from shared.domain.activity import Activity
from shared.domain.task import Task, raised

# The codes of SES for a message or address that it will never take.
_PERMANENT = frozenset({"BadRequestException", "InvalidParameterValue", "MessageRejected"})
# What SES rejects with the same codes although our account is at fault: the sandbox, an unconfirmed sender, a pause.
_OURS = re.compile("not verified|paused|suspended|disabled|rate exceeded|quota", re.IGNORECASE)
_SERVER_ERROR = 500


def is_permanent(error: ClientError) -> bool:
    """Whether SES would refuse this mail each time."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    reason = error.response["Error"]
    return status < _SERVER_ERROR and reason["Code"] in _PERMANENT and not _OURS.search(reason.get("Message", ""))


def task_about(mail: Mail, error: ClientError) -> tuple[Task, Activity]:
    """The task for staff, and its fact: ids and the code alone, for SES's words may repeat the address."""
    code = error.response["Error"]["Code"]
    return raised("mail_refused", mail.about, mail.id, at=mail.at, cycle=mail.cycle, mail=mail.mail, code=code)
