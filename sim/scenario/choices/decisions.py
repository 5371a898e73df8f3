"""Every decision: who may do what instead of holding to its plan, and which outcomes speak for it.

The weights are assumptions (`sim.scenario.assumptions.choices`), so each school has its own.
"""

from collections.abc import Iterable, Mapping

from sim.scenario.choices.decision import Decision, Option, Setting, Term
from sim.scenario.theatre import Role

UNUSED_WEIGHT = "a weight of choices that nobody makes: expected choices = true, or a list with the actor that chooses"

COMMON = ("departure_cost", "policy_inertia")
"""The assumptions that every decision needs."""

_PYONGYANG = Decision(
    "challenger",
    (
        Option(
            "test",
            "tests at full tempo",
            (Setting("testing_tempo", "at least", 1.0),),
            (
                Term("test_on_backing", lever=("main_backer", "backing")),
                Term("test_on_exercises", lever=("patron", "exercise_tempo")),
                Term("test_on_talks", "talks"),
            ),
            "testing campaigns of 2016-17",
        ),
        Option(
            "talk",
            "asks for relief, no longer for its status, and tests less",
            (Setting("dialogue_demand", "at most", "sanctions_relief"), Setting("testing_tempo", "at most", 0.4)),
            (
                Term("talk_on_relief", lever=("patron", "relief_offer")),
                Term("talk_on_crisis", "crisis_stage"),
                Term("talk_on_quarrel", "burden_quarrel"),
            ),
            "Hanoi, February 2019: relief was the demand; few tests in 2018",
        ),
        Option(
            "freeze",
            "offers a freeze for a deal, and all but stops testing",
            (
                Setting("nuclear_policy", "at least", "freeze_for_deal"),
                Setting("dialogue_demand", "at most", "sanctions_relief"),
                Setting("testing_tempo", "at most", 0.1),
            ),
            (
                Term("freeze_on_relief", lever=("patron", "relief_offer")),
                Term("freeze_on_exercises", lever=("patron", "exercise_tempo")),
                Term("freeze_on_talks", "talks"),
            ),
            "Agreed Framework, 1994; moratorium of April 2018",
        ),
        Option(
            "attack",
            "makes limited attacks an instrument of policy",
            (Setting("provocation_doctrine", "at least", 1.0),),
            (
                Term("attack_on_quarrel", "burden_quarrel"),
                Term("attack_on_exercises", lever=("patron", "exercise_tempo")),
                Term("attack_risk", sign=-1),
            ),
            "Cheonan and Yeonpyeong, 2010",
        ),
    ),
)
_BEIJING = Decision(
    "main_backer",
    (
        Option(
            "enforce",
            "enforces sanctions and lets resolutions pass",
            (Setting("sanctions_enforcement", "at least", 0.8), Setting("backing", "at most", 0.3)),
            (
                Term("enforce_on_tests", "nuclear_tests"),
                Term("enforce_on_crisis", "crisis_stage"),
                Term("enforce_on_rivalry", "{powers}_hostility", since=True),
            ),
            "votes and enforcement of 2016-17",
        ),
        Option(
            "shield",
            "vetoes and supplies, and enforces next to nothing",
            (Setting("backing", "at least", 0.9), Setting("sanctions_enforcement", "at most", 0.1)),
            (Term("shield_on_rivalry", "{powers}_hostility", since=True), Term("shield_on_crisis", "crisis_stage")),
            "veto of May 2022",
        ),
        Option(
            "coerce",
            "cuts trade and tourism with {protege}",
            (Setting("coercion", "at least", 0.8),),
            (Term("coerce_on_spending", "burden", since=True), Term("coerce_on_quarrel", "burden_quarrel")),
            "THAAD boycott, 2016-17",
        ),
    ),
)
_MOSCOW = Decision(
    "backer",
    (
        Option(
            "shield",
            "vetoes and hands over military technology",
            (Setting("backing", "at least", 0.9), Setting("technology_transfer", "at least", 0.7)),
            (Term("shield_on_distraction", lever=("backer", "distraction")), Term("shield_on_crisis", "crisis_stage")),
            "veto of March 2024 and treaty of June 2024",
        ),
        Option(
            "loosen",
            "lets resolutions pass and hands over little",
            (Setting("backing", "at most", 0.3), Setting("technology_transfer", "at most", 0.1)),
            (
                Term("loosen_on_partnership", lever=("patron", "supplier_partnership")),
                Term("enforce_on_tests", "nuclear_tests"),
            ),
            "votes of 2006-2017",
        ),
    ),
)
_WASHINGTON = Decision(
    "patron",
    (
        Option(
            "demand",
            "asks for five times the payment, in a transactional tone",
            (Setting("burden_demand", "times", 5.0), Setting("commitment_stance", "at most", -0.5)),
            (Term("demand_on_spending", "burden", since=True), Term("demand_on_crisis", "crisis_stage")),
            "demand of 2019-20: about 5 bn US$ instead of 1",
        ),
        Option(
            "reassure",
            "renews the commitment in word and writing",
            (Setting("commitment_stance", "at least", 0.7),),
            (
                Term("reassure_on_crisis", "crisis_stage"),
                Term("reassure_on_abandonment", "abandonment", since=True),
                Term("reassure_on_spending", "burden", since=True),
            ),
            "Washington Declaration, April 2023",
        ),
        Option(
            "withdraw",
            "brings a third of the forces home",
            (Setting("troops_main", "times", 0.67),),
            (
                Term("withdraw_on_spending", "burden", since=True),
                Term("withdraw_on_quarrel", "burden_quarrel"),
                Term("withdraw_on_exposure", "nuclear_gap"),
                Term("withdraw_on_crisis", "crisis_stage"),
                Term("withdraw_cost", sign=-1),
            ),
            "Global Posture Review of 2004: 37,500 to 25,000 planned by 2008",
        ),
    ),
)
_SEOUL = Decision(
    "main_protege",
    (
        Option(
            "spend",
            "spends a third more on defence",
            (Setting("defence_share", "times", 1.35),),
            (
                Term("spend_on_abandonment", "abandonment", since=True),
                Term("spend_on_gap", "deterrence_gap"),
                Term("spend_on_quarrel", "burden_quarrel"),
            ),
            "about the share of 1990, 3.6 % of GDP (SIPRI)",
        ),
        Option(
            "hedge",
            "keeps a nuclear option open, and hedges toward {backer}",
            (Setting("nuclear_option", "at least", "hedge"), Setting("backer_hedging", "at least", 0.6)),
            (
                Term("hedge_on_abandonment", "abandonment", since=True),
                Term("hedge_on_nuclear_gap", "nuclear_gap"),
                Term("hedge_cost", sign=-1),
            ),
            "the programme of 1971-75; the three noes of October 2017",
        ),
        Option(
            "engage",
            "engages {challenger} and asks nothing first",
            (Setting("engagement", "at least", 0.6), Setting("dialogue_precondition", "at most", "none")),
            (
                Term("engage_on_sidelining", "sidelining"),
                Term("engage_on_entrapment", "entrapment", since=True),
                Term("engage_on_crisis", "crisis_stage"),
                Term("engage_on_talks", "talks"),
            ),
            "2018-19",
        ),
    ),
)
_TOKYO = Decision(
    "protege",
    (
        Option(
            "spend",
            "spends a third more on defence, and arms to strike back",
            (Setting("defence_share", "times", 1.35), Setting("counterstrike", "at least", 0.8)),
            (
                Term("spend_on_abandonment", "credibility_in_{partner}", sign=-1, since=True),
                Term("spend_on_gap", "deterrence_gap"),
            ),
            "National Security Strategy of December 2022",
        ),
        Option(
            "hedge",
            "hosts less",
            (Setting("hosting", "at most", 0.5),),
            (
                Term("hedge_on_abandonment", "credibility_in_{partner}", sign=-1, since=True),
                Term("hedge_on_nuclear_gap", "nuclear_gap"),
                Term("hedge_cost", sign=-1),
            ),
            "the dispute over bases on Okinawa, 2009-10",
        ),
        Option(
            "engage",
            "talks to {challenger} without preconditions",
            (Setting("dialogue_precondition", "at most", "none"),),
            (Term("engage_on_talks", "talks"), Term("engage_on_crisis", "crisis_stage")),
            "Pyongyang Declaration, September 2002",
        ),
    ),
)

DECISIONS: Mapping[Role, Decision] = {each.role: each for each in (_WASHINGTON, _SEOUL, _PYONGYANG, _BEIJING, _TOKYO, _MOSCOW)}
"""The decision of each role."""


def decision_of(role: Role) -> Decision:
    """Return the decision of a role; every role has one."""
    return DECISIONS[role]


def weights_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """Return the assumptions that the decisions of some roles need, each once; none for no roles."""
    found = dict.fromkeys(weight for role in roles for weight in DECISIONS[role].weights)
    return (*COMMON, *found) if found else ()
