"""What all dossiers together show: the registration pipeline, bids won and their prices, what is often missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import CHINA
from dossier_app.model.outlook import Ending, Missed, Outlook, Score, Stage
from dossier_app.service.workspace import Workspace
from dossier_app.store import pipeline

AHEAD = 180
"""Days that ends are looked for ahead."""
MISSED = 10
_WON, _LOST = "won", "lost"
_DONE = frozenset({"submitted", "won", "lost", "dropped"})
_STATE, _DUE = "claim.life_state", "claim.deficiency_due"


def outlook(
    ws: Workspace,
    names: Mapping[str, str],
    missed: Mapping[str, tuple[str, ...]],
    day: date,
) -> Outlook:
    """Return what the dossiers of `names` together show as of a day."""
    until = day + timedelta(days=AHEAD)
    with ws.database.reading() as connection:
        found = [bid for bid in pipeline.bids(connection) if bid.dossier in names]
        given = pipeline.answers_of(connection, (_STATE, _DUE))
        ends = pipeline.ends(connection, day.isoformat(), until.isoformat())
    return Outlook(
        tuple(_stages(names, given, day)),
        _scores(found, "region"),
        _scores(found, "distributor"),
        _missed(missed),
        tuple(_endings(ends, names, found, day)),
    )


def _stages(
    names: Mapping[str, str], given: Mapping[str, dict[str, str]], day: date
) -> list[Stage]:
    stages = []
    for option in FIELDS[_STATE].options:
        inside = [d for d in names if given.get(d, {}).get(_STATE) == option.key]
        if inside:
            dues = [
                given[d][_DUE] for d in inside if option.key == "deficiency" and _DUE in given[d]
            ]
            clock = min(map(date.fromisoformat, dues), default=None)
            products = tuple(sorted(names[d] for d in inside))
            stages.append(Stage(option.key, option.label, products, tuple(inside), clock))
    return stages


def _scores(found: list[pipeline.Bid], by: str) -> tuple[Score, ...]:
    groups: dict[str, list[pipeline.Bid]] = {}
    for bid in found:
        if name := getattr(bid, by):
            groups.setdefault(name, []).append(bid)
    scores = [_score(name, bids) for name, bids in groups.items()]
    return tuple(
        sorted(scores, key=lambda score: (-score.won - score.lost, -score.running, score.name))
    )


def _score(name: str, bids: list[pipeline.Bid]) -> Score:
    states = Counter(bid.state for bid in bids)
    shares = [
        (bid.offer / bid.ceiling).quantize(Decimal("0.001"))
        for bid in bids
        if bid.offer is not None and bid.ceiling
    ]
    running = sum(
        number for state, number in states.items() if state not in (_WON, _LOST, "dropped")
    )
    low, high = min(shares, default=None), max(shares, default=None)
    return Score(name, states[_WON], states[_LOST], running, low, high)


def _missed(missed: Mapping[str, tuple[str, ...]]) -> tuple[Missed, ...]:
    lacking: dict[str, list[str]] = {}
    for dossier, places in missed.items():
        for place in places:
            lacking.setdefault(place, []).append(dossier)
    common = [(place, ids) for place, ids in lacking.items() if len(ids) > 1]
    ranked = sorted(common, key=lambda each: (-len(each[1]), each[0]))[:MISSED]
    return tuple(Missed(_label(place), len(ids), tuple(ids)) for place, ids in ranked)


def _label(place: str) -> Text:
    record, _, field = place.partition(".")
    if not record:
        return FIELDS[field].label
    kind = RECORD_KINDS[record]
    label = next((f.label for f in kind.fields if f.key == field), None)
    return (
        Text(f"{kind.label.zh}：{label.zh}", f"{kind.label.en}: {label.en}")
        if label
        else kind.label
    )


def _endings(
    ends: list[pipeline.End], names: Mapping[str, str], found: list[pipeline.Bid], day: date
) -> list[Ending]:
    running = [bid for bid in found if bid.state not in _DONE and bid.opening]
    made = []
    for end in ends:
        if end.dossier and end.dossier not in names:
            continue
        on = date.fromisoformat(end.on)
        mine = [bid for bid in running if not end.dossier or bid.dossier == end.dossier]
        before = tuple(bid.code for bid in mine if day <= _opening(bid) and on < _opening(bid))
        during = tuple(
            bid.code
            for bid in mine
            if bid.code not in before
            and day <= _opening(bid)
            and on < _opening(bid) + timedelta(days=bid.validity_days)
        )
        kind = RECORD_KINDS[end.kind].label
        made.append(Ending(on, kind, end.title, names.get(end.dossier, ""), before, during))
    return made


def _opening(bid: pipeline.Bid) -> date:
    return datetime.fromisoformat(bid.opening).astimezone(CHINA).date()
