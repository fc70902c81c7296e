"""Who changes a learner's record."""

from dataclasses import dataclass

from learning.choices import ActorKind


@dataclass(frozen=True)
class Actor:
    """A person, one person on behalf of another, a job, publishing, or an import.

    People are kept by their id, which tells nothing once they are gone; `name` is that of the job
    or import.
    """

    kind: ActorKind
    person_id: int | None = None
    on_behalf_of_id: int | None = None
    name: str = ""

    @classmethod
    def person(cls, user):
        """`user`, who is signed in."""
        return cls(ActorKind.PERSON, person_id=_id_of(user))

    @classmethod
    def on_behalf(cls, *, of, by):
        """The user `by`, who does what the user `of` would do."""
        return cls(ActorKind.ON_BEHALF, person_id=_id_of(by), on_behalf_of_id=_id_of(of))

    @classmethod
    def job(cls, name):
        """A command that the portal runs by the clock."""
        return cls(ActorKind.JOB, name=name)

    @classmethod
    def publishing(cls, user=None):
        """The outline following the pages; `user` published them, where that is known."""
        return cls(ActorKind.PUBLISHING, person_id=user.pk if user else None)

    @classmethod
    def importing(cls, name):
        """Records that come from elsewhere, or were there before."""
        return cls(ActorKind.IMPORT, name=name)


def _id_of(user):
    if user.pk is None:
        raise ValueError("Only somebody who has an account acts as a person.")
    return user.pk
