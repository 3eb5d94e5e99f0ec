"""Questions, conditions, criteria, groups and claims: Case and Law to Assessment."""

from complaintkit.assessment.assessing import assess

__all__ = ["assess"]
