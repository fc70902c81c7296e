"""Which numbers of small groups are hidden before a table leaves the house.

The rule is that of statistical disclosure control by suppression of cells, primary and secondary
(ESSnet SDC, Handbook on Statistical Disclosure Control, version 1.2, 2010): a count of one to four
people is hidden, and so much beside it that nobody can work it out from totals. Totals themselves
are exact. Why so: docs/decisions/small-numbers-are-hidden.md. Pure functions.
"""

from fractions import Fraction

FEWEST = 5  # the smallest number of people that is shown


def hide(cells, sums, *, exact=()):
    """The keys of `cells` ({key: count of people}) that are hidden.

    `sums` are what a reader can add up: (key of the total, keys of its parts), all of them cells.
    The cells in `exact`, such as the number of all participants, are never hidden. Of a line in
    which one alone is hidden the next smallest is hidden as well: first one that is not zero. The
    same is done for cells that several lines together would tell.
    """
    exact, resigned = set(exact), set()
    hidden = {key for key, count in cells.items() if 0 < count < FEWEST} - exact
    lines = [(total, *parts) for total, parts in sums]
    while told := (_alone(lines, hidden) or _worked_out(sums, hidden)) - resigned:
        key = min(told, key=lambda key: _order(cells, key))
        beside = {each for line in lines if key in line for each in line} - hidden - exact
        if beside:
            hidden.add(min(beside, key=lambda each: _order(cells, each)))
        else:  # it is all there is, and so the exact total itself
            resigned.add(key)
    return hidden


def _alone(lines, hidden):
    """The `hidden` keys that are the only hidden ones of a line."""
    found = (hidden.intersection(line) for line in lines)
    return {key for keys in found if len(keys) == 1 for key in keys}


def _worked_out(sums, hidden):
    """The `hidden` keys whose counts follow from all `sums` together, by elimination."""
    solved = {}  # {key: the equation that says it, without other keys in `solved`}
    for total, parts in sums:
        equation = {key: Fraction(1) for key in hidden.intersection(parts)}
        if total in hidden:
            equation[total] = equation.get(total, 0) - Fraction(1)
        for key in [key for key in equation if key in solved]:
            _subtract(equation, solved[key], equation[key])
        if equation:
            pivot = next(iter(equation))
            scale = equation[pivot]
            equation = {key: factor / scale for key, factor in equation.items()}
            for other in solved.values():
                if pivot in other:
                    _subtract(other, equation, other[pivot])
            solved[pivot] = equation
    return {key for key, equation in solved.items() if len(equation) == 1}


def _subtract(equation, other, times):
    """Take `other`, so many `times`, from `equation`, in place."""
    for key, factor in other.items():
        left = equation.get(key, 0) - factor * times
        if left:
            equation[key] = left
        else:
            equation.pop(key, None)


def _order(cells, key):
    """By what the next cell to hide is found: the smallest that is not zero, and zeros last."""
    return (cells[key] == 0, cells[key], str(key))
