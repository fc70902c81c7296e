"""Numbers that leave the house tell of no small group, however they are added and subtracted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.disclosure import FEWEST, hide

COUNTS = st.integers(0, 12)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def table_of(rows):
    """(cells, sums) of a table with its totals, which stand at None."""
    columns = range(len(rows[0]))
    cells = {(i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}
    sums = [((i, None), [(i, j) for j in columns]) for i in range(len(rows))]
    sums += [((None, j), [(i, j) for i in range(len(rows))]) for j in columns]
    for total, parts in sums:
        cells[total] = sum(cells[part] for part in parts)
    everything = (None, None)
    sums += [
        (everything, [(i, None) for i in range(len(rows))]),
        (everything, [(None, j) for j in columns]),
    ]
    cells[everything] = sum(map(sum, rows))
    return cells, sums


def hidden_in(rows):
    cells, sums = table_of(rows)
    return hide(cells, sums, exact=[(None, None)])


@settings(max_examples=120, deadline=None)
@given(TABLES)
def test_no_hidden_cell_is_worked_out_from_the_totals(rows):
    """Somebody who knows all that is shown cannot tell a hidden one from the value beside it.

    Shown by another way than the program's: a ring of hidden cells that can all change together.
    """
    cells, sums = table_of(rows)
    hidden = hide(cells, sums, exact=[(None, None)])
    small = {key for key, count in cells.items() if 0 < count < FEWEST}
    assert small - {(None, None)} <= hidden
    assert (None, None) not in hidden
    if sum(1 for row in rows if any(row)) < 2 or sum(map(any, zip(*rows, strict=True))) < 2:
        return  # one row is the total
    lines = [{total, *parts} for total, parts in sums]
    for key in hidden:
        assert _lies_on_a_ring(key, hidden, lines)


def _lies_on_a_ring(key, hidden, lines):
    """Whether a way leads from one line of `key` to its other one over other hidden cells."""
    start, *ends = [number for number, line in enumerate(lines) if key in line]
    seen, waiting = {start}, [start]
    while waiting:
        line = waiting.pop()
        for cell in hidden.intersection(lines[line]) - {key}:
            found = {n for n, each in enumerate(lines) if cell in each} - seen
            seen |= found
            waiting += found
    return any(end in seen for end in ends)


def test_what_is_large_and_what_is_nothing_is_shown():
    assert hidden_in([[5, 0], [9, 20]]) == set()
    assert hidden_in([[0, 0], [0, 0]]) == set()


def test_beside_one_that_is_alone_the_next_smallest_is_hidden():
    hidden = hide({"all": 40, "a": 3, "b": 9, "c": 28, "d": 0}, [("all", "abcd")], exact=["all"])
    assert hidden == {"a", "b"}
    hidden = hide({"all": 33, "a": 3, "b": 2, "c": 28}, [("all", "abc")], exact=["all"])
    assert hidden == {"a", "b"}
    assert hide({"all": 3, "a": 3, "b": 0}, [("all", "ab")], exact=["all"]) == {"a", "b"}
    assert hide({"all": 3, "a": 3}, [("all", "a")], exact=["all"]) == {"a"}  # known anyway


def test_what_two_tables_tell_together_is_hidden_in_both():
    """The column is hidden in one table; the other one must not give its sum away."""
    cells = {"all": 60, "women": 3, "men": 57, "es women": 3, "es men": 20, "es": 23}
    cells |= {"it women": 0, "it men": 37, "it": 37, "young women": 3, "young men": 57, "young": 60}
    sums = [
        ("all", ["women", "men"]),
        ("all", ["es", "it"]),
        ("women", ["es women", "it women"]),
        ("men", ["es men", "it men"]),
        ("es", ["es women", "es men"]),
        ("it", ["it women", "it men"]),
        ("all", ["young"]),
        ("women", ["young women"]),
        ("men", ["young men"]),
        ("young", ["young women", "young men"]),
    ]
    hidden = hide(cells, sums, exact=["all"])
    assert {"women", "men", "young women", "young men", "es women"} <= hidden
    assert "all" not in hidden
