"""Write the reference results anew, and say what CHANGELOG.md has to name."""

from tests.reference import digest, write

write()
print(f"Say in CHANGELOG.md, under Results changed, what moved, by how much and why, and name {digest()}.")
