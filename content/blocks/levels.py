"""At which level a heading inside of a block stands. Pure."""

SECTION, BELOW = 2, 3


def heading_levels(kinds):
    """For each block of a body the level of a heading in it, such as that of a callout.

    `kinds`: the names of the blocks, in their order. Below a heading of the body it is one level
    below that of sections; so no level is skipped.
    """
    level = SECTION
    levels = []
    for kind in kinds:
        levels.append(level)
        if kind == "heading":
            level = BELOW
    return levels
