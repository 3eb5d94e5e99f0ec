"""How each language writes: catalogues of fixed sentences, dates and lists, citations, and the case's own translations.

The only room that imports Babel; `check` never needs it.
"""
