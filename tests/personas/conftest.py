"""The committed sample, described twice: with its planted personas as segments, and without structure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import crmpersona as cp

AS_OF = "2026-11-01"


@pytest.fixture(scope="session")
def sample():
    """Return the cleaned sample, its features and its planted persona per customer."""
    world = cp.synthetic.sample()
    crm = cp.clean(world.crm).crm
    features = cp.featurize(crm, as_of=AS_OF)
    planted = world.truth["personas"].drop_duplicates("customer_id").set_index("customer_id")["persona"]
    return SimpleNamespace(crm=crm, features=features, planted=planted.reindex(features.frame.index))


@pytest.fixture(scope="session")
def planted_segments(sample):
    """Return a segmentation that knows the truth; customers without an order are in no segment."""
    codes = {name: code for code, name in enumerate(sorted(sample.planted.dropna().unique()))}
    labels = sample.planted.where(sample.features.frame["frequency"] > 0).map(codes)
    return SimpleNamespace(has_structure=True, k=len(codes), labels=labels, tiers=None, stability=None)


@pytest.fixture(scope="session")
def no_segments():
    """Return a segmentation that found no structure and left no tiers."""
    return SimpleNamespace(has_structure=False, k=1, labels=None, tiers=None, stability=None)


@pytest.fixture(scope="session")
def personas(sample, planted_segments):
    """Return the cards of the planted personas."""
    return cp.describe(sample.crm, sample.features, planted_segments)


@pytest.fixture(scope="session")
def fallback(sample, no_segments):
    """Return the cards of the RFM groups."""
    return cp.describe(sample.crm, sample.features, no_segments)
