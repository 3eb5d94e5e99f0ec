"""complaintkit: complaints about the conduct of EU officials, checked against the rules and backed by exhibits."""

__version__ = "0.1.0"
