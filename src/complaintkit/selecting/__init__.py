"""Choosing what one recipient is told: the selection in the making, what each choice does, and its file.

Knows no terminal: a full screen, numbered lines and flags on the command line all drive the same frozen values.
"""
