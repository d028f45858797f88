"""Persons who were met under several spellings and documents are found again, strangers kept apart."""

from collections import Counter

import pandas as pd
import pytest

from grading.keys.cards import cards
from synthetic_data.truth import read_truth
from toolkit import open_case, resolution


@pytest.fixture(scope="module")
def met(made_case):
    """Records of persons at the border, in custody and on the index, and who each was in truth."""
    case, sealed = made_case()
    known = [card for card in cards(open_case(case), read_truth(sealed)) if card.person]
    frame = pd.DataFrame(
        {
            "record": [card.record for card in known],
            "name": [card.name for card in known],
            "born": [card.born or None for card in known],
            "document": [card.document or None for card in known],
            "citizenship": [card.citizenship or None for card in known],
            "person": [card.person for card in known],
        }
    ).drop_duplicates("record")
    return frame, dict(zip(frame["record"], frame["person"], strict=True))


COLUMNS = {"id": "record", "name": "name", "born": "born", "document": "document", "citizenship": "citizenship"}


def of_pairs(frame, truth):
    """Precision and recall of pairs."""
    right = sum(truth[a] == truth[b] for a, b in zip(frame["a"], frame["b"], strict=True))
    return right / len(frame), right / sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())


@pytest.mark.parametrize(("method", "at"), [(resolution.candidates, 0.9), (resolution.large, 0.5)])
def test_planted_identities_are_found_again(met, method, at):
    frame, truth = met
    found = method(frame, **COLUMNS)
    pairs = found.to_frame()
    precision, recall = of_pairs(pairs[pairs["score"] >= at], truth)
    assert precision > 0.97
    assert recall > 0.88
    agreement = resolution.bcubed(resolution.clusters(found, at).as_identities(), truth)
    plain = resolution.bcubed(dict(zip(frame["record"], frame["name"], strict=True)), truth)
    assert agreement.f1 > max(0.95, plain.f1 + 0.02)
    assert agreement.precision > 0.98
