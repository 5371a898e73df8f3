"""Dated historical facts that figures and checks refer to, each with its source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """An event in a month. kind: nuclear_test, attack, summit, agreement, sanctions, exercise, troops or crisis."""

    month: str
    kind: str
    label: str
    source: str


RECORDED_UNTIL = "2018-12"
"""The last month that anything is fitted to or checked by; later ones are kept back for judging."""

_CTBTO = "CTBTO, announced tests"
_UN = "UN Security Council"
_ACA = "Arms Control Association, Chronology of U.S.-North Korean Nuclear and Missile Diplomacy"
_MOU = "Ministry of Unification, Seoul, inter-Korean agreements"

FACTS: tuple[Fact, ...] = (
    Fact("1991-09", "troops", "Withdrawal of tactical nuclear weapons announced", "Address of President Bush, 27 September 1991"),
    Fact("1991-12", "agreement", "Basic Agreement", _MOU),
    Fact("1992-01", "exercise", "Team Spirit cancelled", _ACA),
    Fact("1993-03", "crisis", "Withdrawal from the NPT announced", _ACA),
    Fact("1994-06", "crisis", "Withdrawal from the IAEA; Carter in Pyongyang", _ACA),
    Fact("1994-10", "agreement", "Agreed Framework", _ACA),
    Fact("1998-08", "crisis", "Taepodong over Japan", _ACA),
    Fact("1999-06", "attack", "First naval clash of Yeonpyeong", "Ministry of National Defense, Seoul"),
    Fact("2000-06", "summit", "Inter-Korean summit, Pyongyang", _MOU),
    Fact("2002-06", "attack", "Second naval clash of Yeonpyeong", "Ministry of National Defense, Seoul"),
    Fact("2002-10", "crisis", "Enrichment admitted; end of the Agreed Framework", _ACA),
    Fact("2003-01", "crisis", "Withdrawal from the NPT", _ACA),
    Fact("2003-08", "summit", "Six-party talks begin", _ACA),
    Fact("2004-08", "troops", "A brigade leaves for Iraq; Global Posture Review", "US Department of Defense, troopdata"),
    Fact("2005-09", "agreement", "Joint Statement of the six parties", _ACA),
    Fact("2006-10", "nuclear_test", "First nuclear test", _CTBTO),
    Fact("2006-10", "sanctions", "Resolution 1718", _UN),
    Fact("2007-02", "agreement", "Action plan of the six parties", _ACA),
    Fact("2007-10", "summit", "Inter-Korean summit, Pyongyang", _MOU),
    Fact("2009-05", "nuclear_test", "Second nuclear test", _CTBTO),
    Fact("2009-06", "sanctions", "Resolution 1874", _UN),
    Fact("2009-11", "attack", "Naval clash of Daecheong", "Ministry of National Defense, Seoul"),
    Fact("2010-03", "attack", "Sinking of the Cheonan", "Joint Civilian-Military Investigation Group, 2010"),
    Fact("2010-11", "attack", "Shelling of Yeonpyeong", "UN Command, 2010"),
    Fact("2012-02", "agreement", "Leap Day deal", _ACA),
    Fact("2013-01", "sanctions", "Resolution 2087", _UN),
    Fact("2013-02", "nuclear_test", "Third nuclear test", _CTBTO),
    Fact("2013-03", "sanctions", "Resolution 2094", _UN),
    Fact("2015-08", "attack", "Land mines and exchange of fire", "UN Command, 2015"),
    Fact("2016-01", "nuclear_test", "Fourth nuclear test", _CTBTO),
    Fact("2016-03", "sanctions", "Resolution 2270", _UN),
    Fact("2016-09", "nuclear_test", "Fifth nuclear test", _CTBTO),
    Fact("2016-11", "sanctions", "Resolution 2321", _UN),
    Fact("2017-06", "sanctions", "Resolution 2356", _UN),
    Fact("2017-08", "sanctions", "Resolution 2371", _UN),
    Fact("2017-09", "nuclear_test", "Sixth nuclear test", _CTBTO),
    Fact("2017-09", "sanctions", "Resolution 2375", _UN),
    Fact("2017-12", "sanctions", "Resolution 2397", _UN),
    Fact("2018-04", "summit", "Inter-Korean summit, Panmunjom", _MOU),
    Fact("2018-06", "summit", "Singapore summit", _ACA),
    Fact("2018-06", "exercise", "Exercises suspended", _ACA),
    Fact("2018-09", "summit", "Inter-Korean summit, Pyongyang", _MOU),
    Fact("2019-02", "summit", "Hanoi summit", _ACA),
)
"""In chronological order. Checks use facts up to RECORDED_UNTIL only; later ones are held out for validation."""
