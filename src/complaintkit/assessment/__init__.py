"""Questions, conditions, criteria, groups and claims: Case and Law to Assessment."""
