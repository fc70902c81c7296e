"""What pages of each type lack, as the apps declare it when they start."""

_finders = {}  # page type: a function of a page, and whether it looks at other rows too


def declare_gaps(find_gaps, *page_types, looks_around=False):
    """Let `find_gaps(page)` yield the `Gap`s of pages of these types and of those below them.

    `looks_around`: whether it asks the database, for other pages or rows.
    """
    _finders.update(dict.fromkeys(page_types, (find_gaps, looks_around)))


def declared_gaps(page):
    """What the declarations for its type say that `page` lacks: a list of Gap."""
    return [gap for find_gaps, _looks_around in _finders_of(type(page)) for gap in find_gaps(page)]


def gaps_of_draft(page):
    """The declared gaps of what was last saved of `page`, as the revision at hand says."""
    page_type = page.specific_class
    if not _finders_of(page_type):
        return []
    content = page.latest_revision.content
    return declared_gaps(page_type.from_serializable_data(content, check_fks=False))


def can_be_told_at_once(page):
    """Whether the gaps of a draft of `page` are found without a query."""
    return not any(looks_around for _find, looks_around in _finders_of(page.specific_class))


def _finders_of(page_type):
    return [_finders[each] for each in page_type.__mro__ if each in _finders]
