"""Historical facts are in order and have sources."""

from sim.history.facts import FACTS


def test_facts_are_in_order_and_have_sources() -> None:
    assert [fact.month for fact in FACTS] == sorted(fact.month for fact in FACTS)
    assert all(fact.source for fact in FACTS)
    tests = [fact.month for fact in FACTS if fact.kind == "nuclear_test"]
    assert tests == ["2006-10", "2009-05", "2013-02", "2016-01", "2016-09", "2017-09"]
