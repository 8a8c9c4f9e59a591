"""What customers say: reviews, complaints, suggestions, and the tickets that follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from crmpersona.contract import generator
from crmpersona.synthetic.arrow import coded, digit_matrix, join, numbered, numbers, stamps
from crmpersona.synthetic.baskets import DAY, BasketMaker, Lines, Visits
from crmpersona.synthetic.draws import Array, Choice
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.purchases import Orders

__all__ = ["Voice", "VoiceMaker"]

POSITIVE, NEGATIVE = 0, 1
STARS = Choice.of([[0.0, 0.0, 0.0, 0.32, 0.68], [0.36, 0.40, 0.24, 0.0, 0.0]])  # by sentiment, from one star
NPS = Choice.of([[0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 5], [1, 1, 1, 2, 2, 3, 3, 1, 0, 0, 0]])
REVIEW, COMPLAINT, SUGGESTION = 0, 1, 2


@dataclass(frozen=True)
class Voice:
    """Feedback of one block, one entry per text.

    Parameters
    ----------
    order, kind, topic, sentiment, at, product : array of int
        Codes, and seconds UTC; topic and sentiment are -1 for suggestions.
    """

    order: Array
    kind: Array
    topic: Array
    sentiment: Array
    at: Array
    product: Array


@dataclass(frozen=True)
class VoiceMaker:
    """Draws feedback and tickets.

    Parameters
    ----------
    baskets : BasketMaker
        Products and the clock.
    """

    baskets: BasketMaker

    @cached_property
    def topics(self) -> list[str]:
        """Topics of reviews."""
        return list(self.baskets.plan.texts["topics"])

    @cached_property
    def _topic(self) -> Choice:
        """Topic, row per persona."""
        return Choice.of(
            [[persona["topics"].get(name, [0.0])[0] for name in self.topics] for persona in self.baskets.plan.personas]
        )

    @cached_property
    def _pleased(self) -> Array:
        """Chance of a positive text, by persona and topic."""
        return np.array(
            [
                [persona["topics"].get(name, [0.0, 0.5])[1] for name in self.topics]
                for persona in self.baskets.plan.personas
            ]
        )

    @cached_property
    def _sentences(self) -> tuple[pa.Array, Array, Array]:
        """All sentences with every subcategory filled in; first one and number of each (topic, tone) or suggestion."""
        texts = self.baskets.plan.texts
        groups = [texts["topics"][name][tone] for name in self.topics for tone in ("positive", "negative")]
        groups.append(texts["suggestions"]["texts"])
        size = np.array([len(group) for group in groups])
        items, _ = self._items
        filled = [sentence.format(item=item) for group in groups for sentence in group for item in items]
        return pa.array(filled), np.cumsum(size) - size, size

    @cached_property
    def _items(self) -> tuple[list[str], Array]:
        """Subcategories, and the one of every product."""
        names = list(dict.fromkeys(self.baskets.catalogue.subcategory))
        return names, np.array([names.index(name) for name in self.baskets.catalogue.subcategory])

    def _draw(self, random: np.random.Generator, people: People, orders: Orders, visits: Visits, lines: Lines) -> Voice:
        """Choose who says what about which order."""
        plan = self.baskets.plan
        chance = random.random(len(orders.at))
        persona = people.persona[orders.person]
        reviews = (chance < plan.numbers("review_rate")[persona]) & ~visits.cancelled
        suggests = (chance > 1.0 - plan.spec["service"]["suggestion_rate"]) & ~reviews
        order = np.flatnonzero(reviews | suggests)
        at = orders.at[order] + random.integers(2 * DAY, 12 * DAY, len(order))
        topic = self._topic.draw(random, len(order), persona[order]).astype(np.int64)
        unhappy = random.random(len(order)) >= self._pleased[persona[order], topic]
        loud = random.random(len(order)) < 0.45
        kind = np.where(suggests[order], SUGGESTION, np.where(unhappy & loud, COMPLAINT, REVIEW))
        said = kind != SUGGESTION
        voice = Voice(
            order,
            kind,
            np.where(said, topic, -1),
            np.where(said, unhappy.astype(np.int64), -1),
            at,
            lines.product[np.searchsorted(lines.order, order)].astype(np.int64),
        )
        inside = at < self.baskets.clock.end
        return Voice(**{name: getattr(voice, name)[inside] for name in Voice.__dataclass_fields__})

    def _texts(self, random: np.random.Generator, voice: Voice) -> pa.Array:
        """Put one or two sentences of the topic together."""
        sentences, first, size = self._sentences
        items, item_of = self._items
        group = np.where(voice.topic >= 0, voice.topic * 2 + voice.sentiment, len(size) - 1)
        pick = np.floor(random.random(len(group)) * size[group]).astype(np.int64)
        other = (pick + 1 + np.floor(random.random(len(group)) * (size[group] - 1)).astype(np.int64)) % size[group]
        item = item_of[voice.product]
        one, two = (sentences.take(pa.array((first[group] + each) * len(items) + item)) for each in (pick, other))
        spec = self.baskets.plan.texts
        longer = random.random(len(group)) < 0.3
        tail = coded(np.where(longer, np.arange(len(group)), len(group)), pa.concat_arrays([two, pa.array([""])]))
        glue = coded(longer.astype(np.int32), ["", spec["glue"]])
        return join(one, glue, tail)

    def feedback(
        self, people: People, orders: Orders, visits: Visits, lines: Lines, seed: int
    ) -> tuple[Voice, Part, Part]:
        """Draw the feedback of one block.

        Parameters
        ----------
        people : People
            The block's customers.
        orders, visits, lines : Orders, Visits, Lines
            What they bought.
        seed : int
            The user's seed.

        Returns
        -------
        voice : Voice
            What was said, as codes.
        feedback : Part
            The contract's table.
        truth : Part
            Topic and sentiment of every text.
        """
        random = generator(seed, "synthetic.voice", people.first // BLOCK)
        voice = self._draw(random, people, orders, visits, lines)
        size = len(voice.at)
        owner = orders.owner[voice.order]
        said = voice.kind != SUGGESTION
        tone = np.maximum(voice.sentiment, 0)
        stars = STARS.draw(random, size, tone).astype(np.int64) + 1
        asked = random.random(size) < self.baskets.plan.spec["service"]["nps_share"]
        nps = NPS.draw(random, size, tone)
        ids = numbered(
            "F", digit_matrix(people.first + owner + 1, 8), digit_matrix(orders.rank[voice.order], 4), size=size
        )
        table = {
            "customer_id": coded(owner, customer_ids(people.first + np.arange(BLOCK))),
            "created_at": stamps(voice.at),
            "feedback_id": ids,
            "kind": coded(voice.kind.astype(np.int32), ["review", "complaint", "suggestion"]),
            "channel": coded(visits.channel[voice.order], self.baskets.channels),
            "product_id": coded(voice.product, self.baskets.catalogue.ids),
            "rating": numbers(stars, said),
            "nps": numbers(nps, said & asked),
            "text": self._texts(random, voice),
            "lang": coded(np.zeros(size, dtype=np.int32), [self.baskets.plan.spec["lang"]]),
        }
        truth = {
            "feedback_id": ids,
            "topic": coded(voice.topic, self.topics),
            "sentiment": coded(voice.sentiment, ["positive", "negative"]),
        }
        return voice, Part(pa.table(table), owner), Part(pa.table(truth), owner)

    def tickets(self, people: People, orders: Orders, voice: Voice, seed: int) -> Part:
        """Draw service tickets: after complaints, and now and then after any order.

        Parameters
        ----------
        people : People
            The block's customers.
        orders : Orders
            Their orders.
        voice : Voice
            What they said.
        seed : int
            The user's seed.

        Returns
        -------
        Part
            The contract's table.
        """
        random = generator(seed, "synthetic.tickets", people.first // BLOCK)
        service = self.baskets.plan.spec["service"]
        categories = list(service["ticket_categories"])
        after_complaint = np.flatnonzero((voice.kind == COMPLAINT) & (random.random(len(voice.at)) < 0.6))
        plain = np.flatnonzero(random.random(len(orders.at)) < service["ticket_rate"])
        plain = plain[~np.isin(plain, voice.order[after_complaint])]
        order = np.concatenate([voice.order[after_complaint], plain])
        opened = np.concatenate([voice.at[after_complaint], orders.at[plain] + DAY]) + random.integers(
            600, 2 * DAY, len(order)
        )
        about = np.array([categories.index(name) if name in categories else -1 for name in self.topics], dtype=np.int64)
        chosen = Choice.of([list(service["ticket_categories"].values())]).draw(random, len(order)).astype(np.int64)
        chosen[: len(after_complaint)] = np.maximum(about[voice.topic[after_complaint]], 0)
        answered = opened + 120 + (random.standard_exponential(len(order)) * 9_000).astype(np.int64)
        closed = answered + 1_800 + (random.standard_exponential(len(order)) * 1.6 * DAY).astype(np.int64)
        end = self.baskets.clock.end
        owner = orders.owner[order]
        table = {
            "customer_id": coded(owner, customer_ids(people.first + np.arange(BLOCK))),
            "opened_at": stamps(opened),
            "ticket_id": numbered(
                "K", digit_matrix(people.first + owner + 1, 8), digit_matrix(orders.rank[order], 4), size=len(order)
            ),
            "first_response_at": stamps(answered, answered < end),
            "closed_at": stamps(closed, (closed < end) & (random.random(len(order)) < 0.97)),
            "category": coded(chosen, categories),
            "priority": coded(
                Choice.of([list(service["priorities"].values())]).draw(random, len(order)), list(service["priorities"])
            ),
        }
        part = Part(pa.table(table), owner)
        inside = opened < end
        return Part(part.table.filter(pa.array(inside)), owner[inside])
