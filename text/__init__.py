"""The ground floor: pure functions for everything typed, and for numbers in five languages.

Nothing here knows a model, a page or a request. Names, search and answers are compared by it.
"""
