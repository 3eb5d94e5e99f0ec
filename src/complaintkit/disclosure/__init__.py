"""What one recipient may see: a case becomes the case as that recipient is told of it, before anything is composed."""

from complaintkit.disclosure.recipient import for_recipient

__all__ = ["for_recipient"]
