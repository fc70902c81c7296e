"""Who works for the programme: whose account is guarded more than that of learners."""


def is_staff_of_programme(person):
    """Whether the User `person` administers the portal, or has any role or right of their own.

    Representatives of organisations have no role in this sense. No query for who is signed in.
    """
    if person.is_superuser:
        return True
    if hasattr(person, "has_duties"):  # read with the session
        return person.has_duties
    return person.groups.exists() or person.user_permissions.exists()
