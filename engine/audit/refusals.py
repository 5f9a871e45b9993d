"""Why the audit log refuses, said for people."""

from engine.errors import DamagedStoreError, ReportableError


class TamperedLogError(DamagedStoreError):
    """The log holds something that was not written by it; nothing is added on top of that."""

    code = "audit-log-damaged"
    default_advice = "Stop working with this site, run the log's verification and tell an auditor."


class NoReadersError(ReportableError):
    """There is nobody who could read what would be recorded."""

    code = "audit-no-readers"
    default_advice = "Add an auditor to the site first."


class NoSuchRecordError(ReportableError):
    """The log has no record of that number."""

    code = "audit-no-such-record"
    default_advice = "List the log to see which records there are."


class NotSealedToYouError(ReportableError):
    """The record was sealed to others, before this auditor was one of them."""

    code = "audit-not-sealed-to-you"
    default_advice = "Ask an auditor of that time, or the holder of the recovery key, to open it."


class BadReceiptError(ReportableError):
    """What was given as a receipt proves nothing about this log."""

    code = "audit-bad-receipt"
    default_advice = "Check that the file is a receipt of this very log, and whole."
