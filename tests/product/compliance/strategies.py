"""Random rules that the contract allows, and random facts to evaluate them on."""

from typing import Any

from hypothesis import strategies as st

from brainstormmsp.compliance.facts import EvaluationFacts, PopulationMember

CONTROL, OTHER_CONTROL = "control", "other control"

WORDS = {
    "assets": {
        "type": ["endpoint", "server"],
        "status": ["active", "inactive"],
        "os": ["Debian 12", "macOS"],
    },
    "backup_jobs": {"status": ["succeeded", "failed"], "provider": ["veeam", "cove"]},
    "contacts": {"role": ["Owner", "Practice manager"]},
    "alerts": {"severity": ["high", "low"], "status": ["open", "resolved"], "source": ["defender"]},
    "tickets": {"status": ["open", "closed"], "priority": ["urgent", "low"]},
}
NUMBERS = {
    "assets": ["days_since_last_seen", "days_since_patched"],
    "backup_jobs": ["age_hours"],
    "contacts": [],
    "alerts": ["age_days"],
    "tickets": ["age_days"],
}
FLAGS = {"assets": ["encrypted"], "contacts": ["is_primary"]}
CLIENT_NUMBERS = ["risk_score", "asset_count", "open_alert_count"]
TOPICS = ["mfa", "restore_test"]
KINDS = ["attestation", "document", "api"]
TAGS = ["healthcare", "key-account", "legal"]

number_operators = st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"])
word_operators = st.sampled_from(["in", "not_in", "starts_with"])
small_numbers = st.integers(-2, 4) | st.sampled_from([0.5, 1.0, 2.5])


def words_of(known: list[str]) -> st.SearchStrategy[list[str]]:
    spellings = [*known, *(word.upper() for word in known), *(word[:2] for word in known), "never"]
    return st.lists(st.sampled_from(spellings), min_size=1, max_size=3, unique=True)


def tests_on(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    options: list[st.SearchStrategy[dict[str, Any]]] = [
        st.fixed_dictionaries({"fact": st.just(fact), "operator": word_operators, "value": words_of(known)})
        for fact, known in WORDS[kind].items()
    ]
    options += [
        st.fixed_dictionaries({"fact": st.just(fact), "operator": number_operators, "value": small_numbers})
        for fact in NUMBERS[kind]
    ]
    options += [
        st.fixed_dictionaries({"fact": st.just(fact), "operator": st.just("eq"), "value": st.booleans()})
        for fact in FLAGS.get(kind, [])
    ]
    return st.one_of(options)


def conditions_on(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"tests": st.lists(tests_on(kind), min_size=1, max_size=3)},
        optional={"match": st.sampled_from(["all", "any", "none"])},
    )


def populations_on(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"of": st.just(kind), "satisfies": conditions_on(kind)}, optional={"where": conditions_on(kind)}
    )


populations = st.sampled_from(sorted(WORDS)).flatmap(populations_on)
percentages = st.sampled_from([0, 1, 33, 34, 50, 66, 67, 80, 99, 100])
terms: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("comparison"),
            "fact": st.sampled_from(CLIENT_NUMBERS),
            "operator": number_operators,
            "value": small_numbers,
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("membership"),
            "fact": st.just("tag"),
            "operator": word_operators,
            "value": words_of(TAGS),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("membership"),
            "fact": st.just("status"),
            "operator": word_operators,
            "value": words_of(["active", "onboarding"]),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("share"), "population": populations, "pass_at": percentages},
        optional={"partial_at": percentages},
    ),
    st.fixed_dictionaries(
        {"kind": st.just("exists"), "population": populations}, optional={"min": st.integers(1, 3)}
    ),
)
negations = st.fixed_dictionaries({"kind": st.just("not"), "rule": terms})
evidence_rules = st.fixed_dictionaries(
    {"kind": st.just("evidence"), "topics": st.lists(st.sampled_from(TOPICS), unique=True)},
    optional={
        "kinds": st.lists(st.sampled_from(KINDS), min_size=1, unique=True),
        "max_age_days": st.integers(0, 3),
        "min": st.integers(1, 3),
    },
)
parts = terms | negations | evidence_rules
compositions = st.fixed_dictionaries(
    {"kind": st.sampled_from(["all", "any"]), "rules": st.lists(parts, min_size=1, max_size=4)}
)
rules: st.SearchStrategy[dict[str, Any]] = parts | compositions


def things_of(kind: str) -> st.SearchStrategy[list[PopulationMember]]:
    known: dict[str, st.SearchStrategy[Any]] = {
        fact: st.sampled_from(words) for fact, words in WORDS[kind].items()
    }
    known |= {fact: st.integers(-2, 4) for fact in NUMBERS[kind]}
    known |= {fact: st.booleans() for fact in FLAGS.get(kind, [])}
    facts = st.fixed_dictionaries({fact: st.none() | values for fact, values in known.items()})
    remediates = st.sampled_from([(), (), (CONTROL,), (OTHER_CONTROL,)]).map(frozenset)
    pairs = st.lists(st.tuples(facts, st.none(), remediates), max_size=6)
    return pairs.map(
        lambda found: [PopulationMember(f"{kind}-{index}", *pair) for index, pair in enumerate(found)]
    )


def fixed(known: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(known)


pieces_of_evidence = st.lists(
    st.tuples(
        fixed(
            {
                "kind": st.sampled_from(KINDS),
                "topic": st.sampled_from([*TOPICS, "other"]),
                "age_days": st.integers(0, 4),
                "days_until_expiry": st.integers(-1, 2),
            }
        ),
        st.sampled_from([None, CONTROL, OTHER_CONTROL]),
    ),
    max_size=5,
).map(lambda found: [PopulationMember(f"evidence-{index}", *pair) for index, pair in enumerate(found)])
own_numbers = st.fixed_dictionaries({}, optional={fact: st.integers(-1, 4) for fact in CLIENT_NUMBERS})


all_facts = st.builds(
    EvaluationFacts,
    numbers=st.fixed_dictionaries({fact: st.integers(-1, 4) for fact in CLIENT_NUMBERS}),
    words=st.fixed_dictionaries(
        {
            "status": st.sampled_from(["active", "onboarding"]).map(lambda word: [word]),
            "tag": st.lists(st.sampled_from(TAGS), unique=True),
        }
    ),
    populations=st.fixed_dictionaries(
        {"evidence": pieces_of_evidence, **{kind: things_of(kind) for kind in WORDS}}
    ),
    own_numbers=st.fixed_dictionaries({}, optional=dict.fromkeys((CONTROL, OTHER_CONTROL), own_numbers)),
)
