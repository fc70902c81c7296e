"""What becomes of everything when a person is forgotten, for those who decide it."""

from dataclasses import dataclass

from accounts.personal_data import Anonymised, PersonalData, Proof, declared_personal_data


@dataclass(frozen=True)
class Becomes:
    """The kinds that go, those that stay without a name, and (kind, its Proof) of those kept."""

    goes: list[PersonalData]
    stays: list[PersonalData]
    proof: list[tuple[PersonalData, Proof]]


def what_becomes():
    """The Becomes of everything that is declared."""
    becomes = Becomes([], [], [])
    for kind in declared_personal_data():
        does = [kind.erased(name) for name in kind.held_in]
        if proofs := [each for each in does if isinstance(each, Proof)]:
            becomes.proof.append((kind, proofs[0]))
        elif any(isinstance(each, Anonymised) for each in does):
            becomes.stays.append(kind)
        else:
            becomes.goes.append(kind)
    return becomes
