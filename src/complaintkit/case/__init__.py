"""The case folder: complainant, persons, incidents, approaches, register of exhibits, selections."""
