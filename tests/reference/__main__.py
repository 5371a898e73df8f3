"""Write the reference results anew."""

from tests.reference import write

write()
