"""Intake of exhibits, the custody log, verification."""
