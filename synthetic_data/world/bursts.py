"""Times of calls: bursts that belong to pairs, drawn for one block of pairs at a time.

Intervals within a pair are Weibull with shape below 1, laid over the window by the pair's cumulative intensity.
"""

from __future__ import annotations

import numpy as np

from synthetic_data.seeds import generator
from synthetic_data.world.calls import FIRST_BLOCK, HOUR, LONGEST_S, Traffic


def draw_block(traffic: Traffic, block: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the calls of one block, sorted by hour; block `len(blocks) - 1` holds the calls of journeys.

    Returns
    -------
    second of the window (int32); pair times two, plus one where the pair's first person calls (int32); length in
    seconds, 0 for a text message (int16)
    """
    rng = generator(traffic.seed, "world.calls", FIRST_BLOCK + block)
    if block == len(traffic.blocks) - 1:
        when, pair, forward = traffic.extra_when, traffic.extra_pair, traffic.extra_forward
    else:
        low, high = int(traffic.blocks[block]), int(traffic.blocks[block + 1])
        share = _shares(traffic.calls[low:high], float(traffic.settings["weibull_shape"]), rng)
        pair = np.repeat(np.arange(low, high), traffic.calls[low:high])
        when = traffic.rhythm.times(pair, share)
        forward = traffic.rhythm.caller_is_first(pair, when, rng.random(len(pair)))
    length = _lengths(traffic, len(when), rng)
    order = np.argsort((when // HOUR).astype(np.int16), kind="stable")
    code = (pair * 2 + forward).astype(np.int32)
    return when.astype(np.int32)[order], code[order], length[order]


def _shares(number: np.ndarray, shape: float, rng: np.random.Generator) -> np.ndarray:
    """Where each call lies within its pair's intensity, 0 to 1: Weibull gaps, closed to a ring and turned at random.

    The turn matters: long gaps would otherwise push calls to both ends of the window.
    """
    # one gap more than calls, so that the last call isn't at the end of the window
    gaps = rng.standard_exponential(int(number.sum()) + len(number)) ** (1 / shape)
    ends = np.cumsum(number + 1)
    running = np.cumsum(gaps)
    before = np.concatenate([[0.0], running[ends[:-1] - 1]])
    total = np.maximum(running[ends - 1] - before, 1e-12)
    inside: np.ndarray = np.ones(len(gaps), dtype=bool)
    inside[ends - 1] = False
    turn = rng.random(len(number))
    share = (running[inside] - np.repeat(before, number)) / np.repeat(total, number) + np.repeat(turn, number)
    return np.round(share % 1.0, 9)


def _lengths(traffic: Traffic, size: int, rng: np.random.Generator) -> np.ndarray:
    settings = traffic.settings
    drawn = np.exp(rng.normal(settings["duration_mu"], settings["duration_sigma"], size))
    length = np.minimum(np.ceil(drawn), LONGEST_S)
    return np.where(rng.random(size) < settings["voice"], length, 0).astype(np.int16)
