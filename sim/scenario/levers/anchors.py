"""What the numbers of a lever without a unit mean in the world: a sentence for its least value, its default and its greatest.

By rule name; {patron} and the other seats stand for labels, as in titles, and {own} for the actor that holds the lever. A
sentence on a default is about the number that the rules declare, also where a theatre has another default.
"""

from collections.abc import Mapping

ANCHORS: Mapping[str, tuple[str, str, str]] = {
    # patron
    "offshore_support": (
        "nothing would come: no bombers, carriers or air wings are promised beyond the forces in place",
        "bombers and carriers rotate through for exercises and in crises, and forces from the region would follow in weeks",
        "standing plans, stocks and lift bring the main force within days, as rehearsed every year",
    ),
    "commitment_stance": (
        "the guarantee is for sale: it holds only as long as {protege} pays and complies, and is said so in public",
        "the treaty stands, and words neither renew nor withdraw it",
        "ironclad: an attack on {protege} is called an attack on {patron}, at every meeting and in writing",
    ),
    "strategic_flexibility": (
        "the forces in {protege} are for {challenger} alone, by agreement",
        "they may leave for other tasks after consultation, and seldom do",
        "they are planned and used against {backer} first, without a say of {protege}",
    ),
    "summit_willingness": (
        "no meeting at the top under any terms",
        "a meeting is wished for in public, and prepared when an occasion offers itself",
        "a meeting is sought at once, wherever and about whatever {challenger} proposes",
    ),
    "sanctions_pressure": (
        "no new listings, and those in force are no longer pursued",
        "unilateral listings continue, the resolutions in force are defended, and new ones are sought after a test",
        "maximum pressure: secondary sanctions on banks and shippers of third countries, and interdiction at sea",
    ),
    "relief_offer": (
        "nothing is offered before everything is done",
        "small steps are on offer, such as humanitarian exemptions and waivers",
        "all sanctions would be lifted in return for a deal",
    ),
    "exercise_tempo": (
        "no joint exercises, not even of staffs",
        "two large exercises a year with full field training, and smaller ones in between",
        "exercises at the scale of the cold war, all year round, with strategic bombers and carriers each time",
    ),
    "backer_competition": (
        "rivals no more: trade without controls, and no military contest",
        "tariffs, export controls and a contest at sea, with contacts kept open",
        "cold war: economies apart, arms without limits, allies asked to choose",
    ),
    "supplier_partnership": (
        "no contacts beyond embassies",
        "direct contacts have resumed, and little follows from them",
        "partners: sanctions end, and both work together on the region",
    ),
    # main protege
    "engagement": (
        "pressure alone: contacts are cut, broadcasts and leaflets are on, and regime change is a stated wish",
        "pressure with the door ajar: deterrence first, aid offered for steps that are not expected",
        "engagement alone: aid, trade, tours and summits, whatever happens at the border",
    ),
    "insists_on_seat": (
        "{protege} leaves talks to {patron}",
        "{protege} asks to be consulted, and accepts to be briefed",
        "no talks about it without it: {protege} would block what is agreed in its absence",
    ),
    "alliance_cooperation": (
        "cooperation of the three is suspended, intelligence sharing with {partner} included",
        "yearly plans, warning data shared at once, regular exercises of the three",
        "one command for missile defence and operations of the three, in all but name",
    ),
    "backer_cooperation": (
        "no meetings of the three governments, and none planned",
        "a summit after years without, and talks among officials",
        "summits every year, a free-trade area, and joint crisis lines",
    ),
    "bloc_rigidity": (
        "issues are taken one by one, with whoever helps",
        "camps of values are the frame of policy, with exceptions for trade",
        "two blocs: no dealings with the other side beyond what cannot be avoided",
    ),
    "backer_hedging": (
        "{protege} sides with {patron} in every question",
        "silence on the questions that {backer} calls its core interests, and trade as usual",
        "equal distance: {protege} stays out of everything that is aimed at {backer}",
    ),
    "supplier_engagement": (
        "relations are frozen, and sanctions are complete",
        "ambassadors are in place, trade is cut back, and little is discussed",
        "normal trade, summits and joint projects",
    ),
    # challenger
    "testing_tempo": (
        "no missile tests are planned",
        "about a test a month, as plans for new weapons ask for",
        "several tests a month, of every range",
    ),
    "provocation_doctrine": (
        "no limited attacks, whatever the occasion",
        "attacks below the level of war are an option that is kept, and seldom used",
        "attacks that kill are a standing instrument of policy",
    ),
    "supplier_alignment": (
        "no more than embassies between {challenger} and {supplier}",
        "a treaty of mutual help, munitions and soldiers for technology and oil",
        "one war economy: whatever one needs the other delivers",
    ),
    # backers
    "sanctions_enforcement": (
        "the border is open: trade in everything, in daylight",
        "large goods are stopped at times; coal, oil and workers pass",
        "the border is shut to all that is listed, with inspections that others may watch",
    ),
    "backing": (
        "{challenger} is left alone: no veto, no aid, no words",
        "vetoes shield {challenger}, and trade and aid keep it supplied",
        "{challenger} is backed without conditions, in war as well",
    ),
    "mediation": (
        "{backer} leaves the sides to themselves",
        "{backer} calls for talks, and hosts them when asked",
        "{backer} convenes talks, drafts the texts and presses both sides",
    ),
    "coercion": (
        "no economic pressure on {protege}",
        "some pressure: old bans linger, and inspections take longer at times",
        "trade, tourism and supply are cut as means of policy",
    ),
    "flashpoint_pressure": (
        "no forces near its flashpoint beyond routine",
        "daily flights and patrols, and large exercises each year",
        "blockade rehearsed and forces massed, as before an invasion",
    ),
    "technology_transfer": (
        "nothing military is handed over",
        "air defence, electronic warfare and advice on satellites, piece by piece",
        "designs and parts of re-entry vehicles, submarines and warheads",
    ),
    # further proteges
    "counterstrike": (
        "{own} could not strike targets abroad",
        "first long-range missiles arrive, and targeting depends on {patron}",
        "{own} could strike launchers and commands abroad on its own, within hours",
    ),
    "hosting": (
        "the bases are closed",
        "bases, ports and their costs are agreed for years ahead, with quarrels about places",
        "every base, port and airfield is open to {patron}, also in a war that is not its own",
    ),
    "reconciliation": (
        "disputes of history decide: exports are controlled, and leaders do not meet",
        "leaders visit each other, and disputes of history are kept apart from policy",
        "history is settled by treaty, and both are allies in all but name",
    ),
}
