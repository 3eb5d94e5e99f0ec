"""Scenario tests of the rules, written in the rules' own language: facts in, expected outcomes out."""
