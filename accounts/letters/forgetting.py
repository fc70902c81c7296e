"""What of letters a person is given who wrote them, and what becomes of them afterwards."""

from accounts.letter import Letter, table


def forget_letters(gone):
    """Delete the letters by `gone` (a Gone); of others, say no more to whom where it names them.

    The words of others are theirs.
    """
    Letter.objects.filter(written_by=gone.person).delete()
    told = Letter.objects.exclude(about="").values_list("pk", "about")
    naming = [pk for pk, about in told.iterator() if gone.is_named_in(about)]
    Letter.objects.filter(pk__in=naming).update(about="")


def words_of_letters(rows):
    """What each of the letters `rows` says, in all its languages."""
    return [
        "\n\n".join(str(text) for code in table(row.words) for text in row.words_in(code).values())
        for row in rows
    ]
