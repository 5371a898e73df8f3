"""`python -m tests.soundness [WORLDS]`: step worlds from everywhere for forty years, in both theatres; 100,000 unless said."""

import sys

from tests.soundness import MONTHS, worlds_everywhere

number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
wrong = 0
for name in ("baseline", "europe_baseline"):
    stepped = 0
    for portion, violations in worlds_everywhere(name, number):
        stepped, wrong = stepped + portion, wrong + len(violations)
        print(f"\r{name}: {stepped:,} of {number:,} worlds, {MONTHS} months", end="", flush=True)
        for violation in violations:
            print(f"\n  {violation}")
    print()
print(f"{wrong} violations")
sys.exit(wrong > 0)
