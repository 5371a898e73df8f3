"""Choices in words."""

from collections.abc import Sequence

from sim.scenario.choices.decision import Option, Setting, Term
from sim.scenario.choices.decisions import decision_of
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Actor


def choices_text(actor: Actor) -> str:
    """Return what an actor may decide: "holds to its plan, or test, talk, freeze, attack"."""
    return f"holds to its plan, or {', '.join(option.name for option in decision_of(actor.role).options)}"


def option_rows(scenario: Scenario) -> list[tuple[Actor, str, str, str, str]]:
    """Return actor, option, what it is, what it sets and its source, for every government of a scenario that chooses."""
    theatre = scenario.theatre
    labels = {"protege": theatre.main_protege.label, "challenger": theatre.challenger.label}
    labels["backer"] = next((actor.label for actor in theatre.having("main_backer")), "")
    actors = [actor for actor in theatre.actors if actor.name in scenario.choices]
    return [
        (actor, option.name, option.says.format(**labels), _settings_text(option.settings, actor), option.source)
        for actor in actors
        for option in decision_of(actor.role).options
    ]


def _settings_text(settings: Sequence[Setting], actor: Actor) -> str:
    return "; ".join(setting_text(each, actor) for each in settings if each.lever in actor.lever_names)


def utility_text(option: Option) -> str:
    """Return the utility of an option: "`talk_on_relief` x relief_offer of patron, since"."""
    return "; ".join(f"{'- ' if term.sign < 0 else ''}`{term.weight}`{_times(term)}" for term in option.terms)


def _times(term: Term) -> str:
    if term.lever is not None:
        role, lever = term.lever
        return f" x {lever} of {role.replace('_', ' ')}, since"
    outcome = term.outcome.format(partner="its_capital", powers="patron_backer")
    return f" x {outcome}{', since' if term.since else ''}" if term.outcome else ""


def setting_text(setting: Setting, actor: Actor | None = None) -> str:
    """Return what an option sets: "testing_tempo at least 1"; in the names of the actor, or in those of the rules."""
    name = setting.lever if actor is None else actor.lever_names[setting.lever]
    value = f"{setting.value:g}" if isinstance(setting.value, float) else setting.value
    return f"{name} {setting.how} {value}"
