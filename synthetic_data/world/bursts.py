"""Times of calls: bursts that belong to pairs, drawn for one block of pairs at a time.

Intervals within a pair are Weibull with shape below 1, laid over the window by the pair's cumulative intensity.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from math import erf, log, sqrt

import numpy as np

from synthetic_data.seeds import generator
from synthetic_data.world.calls import FIRST_BLOCK, LONGEST_S, Traffic

# Calls drawn at a time, so that what is worked on stays in the processor's cache. Part of what a seed means.
BATCH = 50_000
# Shares of a pair's intensity are kept in parts of 2**30, so that another maths library moves no call.
_TICKS = 2.0**30
# Uniform draws of 16 bits: fine enough for which end calls, and for how long.
_DRAWS = 1 << 16
# Bits of a packed call that hold its length, and its code: pair times two, plus one where the pair's first person
# calls. The other 25 hold its second, more than a window has.
LENGTH_BITS, CODE_BITS = 13, 26
_SECOND_BITS = 64 - LENGTH_BITS - CODE_BITS


def draw_block(traffic: Traffic, block: int) -> np.ndarray:
    """Return the calls of one block, packed, in order of time; block `len(blocks) - 1` holds the calls of journeys.

    A packed call (uint64) holds, from its highest bit, the second of the window, the code and the length in seconds,
    0 for a text message: so sorting the words alone puts the calls in order.
    """
    assert traffic.seconds < 1 << _SECOND_BITS
    assert len(traffic.a) < 1 << CODE_BITS - 1
    rng = generator(traffic.seed, "world.calls", FIRST_BLOCK + block)
    if block == len(traffic.blocks) - 1:
        when, code = traffic.extra_when, traffic.extra_pair * 2 + traffic.extra_forward
    else:
        when, code = _of_pairs(traffic, int(traffic.blocks[block]), int(traffic.blocks[block + 1]), rng)
    words: np.ndarray = when.astype(np.uint64)
    words <<= np.uint64(CODE_BITS)
    words |= code.astype(np.uint64)
    words <<= np.uint64(LENGTH_BITS)
    words |= lengths(traffic).take(rng.integers(0, _DRAWS, len(when), dtype=np.uint16))
    words.sort()
    return words


def seconds_of(words: np.ndarray) -> np.ndarray:
    """Return the second of each packed call (int32)."""
    when: np.ndarray = (words >> np.uint64(CODE_BITS + LENGTH_BITS)).astype(np.int32)
    return when


def codes_of(words: np.ndarray) -> np.ndarray:
    """Return the code of each packed call (int64)."""
    code: np.ndarray = (words >> np.uint64(LENGTH_BITS)).view(np.int64)
    code &= (1 << CODE_BITS) - 1
    return code


def _of_pairs(traffic: Traffic, low: int, high: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Second and code of each call of pairs `low` to `high`, pairs of one rhythm after the other."""
    calls, kind = traffic.calls[low:high], traffic.rhythm.kind[low:high]
    order = np.argsort(kind, kind="stable")
    order = order[calls[order] > 0]
    number, kind = calls[order], kind[order]
    clocks = {int(one): traffic.rhythm.clock(int(one), _DRAWS) for one in np.unique(kind)}
    ends = np.cumsum(number)
    size = int(ends[-1]) if len(ends) else 0
    when: np.ndarray = np.empty(size, dtype=np.int32)
    code: np.ndarray = np.empty(size, dtype=np.int32)
    # bounds of batches of pairs, and within them of pairs of one rhythm
    batch = (ends - 1) // BATCH
    cuts = [0, *np.flatnonzero(np.diff(batch)) + 1, len(ends)] if size else [0]
    for first, last in itertools.pairwise(cuts):
        mine, rhythms = number[first:last], kind[first:last]
        share = _shares(mine, float(traffic.settings["weibull_shape"]), rng)
        drawn = rng.integers(0, _DRAWS, len(share), dtype=np.uint16)
        begin = int(ends[last - 1]) - len(share)
        code[begin : begin + len(share)] = np.repeat((low + order[first:last]) * 2, mine)
        bounds = np.concatenate([[0], np.cumsum(mine)])
        turns = [0, *np.flatnonzero(np.diff(rhythms)) + 1, len(rhythms)]
        for start, end in itertools.pairwise(turns):
            rows, clock = slice(int(bounds[start]), int(bounds[end])), clocks[int(rhythms[start])]
            there = slice(begin + rows.start, begin + rows.stop)
            when[there], hours = clock.times(share[rows])
            code[there] += drawn[rows] < clock.first.take(hours)
    return when, code


def _shares(number: np.ndarray, shape: float, rng: np.random.Generator) -> np.ndarray:
    """Where each call lies within its pair's intensity, 0 to 1: Weibull gaps, closed to a ring and turned at random.

    `number`: calls of each pair, at least one. The turn matters: long gaps would otherwise push calls to both ends of
    the window.
    """
    running = rng.standard_exponential(int(number.sum()))
    np.power(running, 1 / shape, out=running)
    np.cumsum(running, out=running)
    # one gap more than calls, so that the last call isn't at the end of the window
    closing = rng.standard_exponential(len(number)) ** (1 / shape)
    upto = running[np.cumsum(number) - 1]
    before = np.concatenate([[0.0], upto[:-1]])
    scale = _TICKS / np.maximum(upto - before + closing, 1e-9)
    running *= np.repeat(scale, number)
    running += np.repeat(rng.random(len(number)) * _TICKS - before * scale, number)
    share: np.ndarray = np.floor(running, out=running)
    share *= 1 / _TICKS
    share -= np.floor(share)
    return share


def lengths(traffic: Traffic) -> np.ndarray:
    """Return the length in seconds for each of 2**16 equally likely draws: 0 for a text, else lognormal, rounded up."""
    settings = traffic.settings
    return _quantiles(float(settings["duration_mu"]), float(settings["duration_sigma"]), float(settings["voice"]))


@lru_cache(maxsize=8)
def _quantiles(mu: float, sigma: float, voice: float) -> np.ndarray:
    below = [(1 + erf((log(second) - mu) / (sigma * sqrt(2)))) / 2 for second in range(1, LONGEST_S)]
    # draws that fall to texts and to each length from 1 s on; whatever is longer is the longest
    upto = np.round(_DRAWS * (1 - voice * (1 - np.array([0.0, *below, 1.0])))).astype(np.int64)
    return np.repeat(np.arange(LONGEST_S + 1), np.diff(upto, prepend=0)).astype(np.uint64)
