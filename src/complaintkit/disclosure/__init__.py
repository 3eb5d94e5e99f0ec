"""What one recipient may see: a case becomes the case as that recipient is told of it, before anything is composed."""

from complaintkit.disclosure.recipient import LEFT_OUT, as_seen_by, for_recipient

__all__ = ["LEFT_OUT", "as_seen_by", "for_recipient"]
