"""Documents to take along: what stands in them as values, and the writers that make files of these.

Nothing here knows a model or a page. Whoever has something to say makes a `Document` of it.
"""
