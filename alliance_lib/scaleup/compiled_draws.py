"""The draws of `draws`, compiled: bit for bit the same uniforms, one scenario at a time.

The normal quantile agrees with `draws.normal_quantile` to the last digits, not to the last bit
(compilers order a polynomial's rounding as they like).
"""

import math

import numpy as np
from numba import njit

from alliance_lib.scaleup.draws import CENTRE, FAR, NEAR

M0, M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW, HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
C_TOP, C_LOW = CENTRE
N_TOP, N_LOW = NEAR
F_TOP, F_LOW = FAR


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def philox_block(block, number, k0, k1):
    """The four words of one counter; inlined, so that the compiler draws several counters side by side."""
    a, b = block, number & LOW
    c, d = number >> HALF, np.uint64(0)
    for _ in range(10):
        left, right = a * M0, c * M1
        a, b, c, d = (right >> HALF) ^ b ^ k0, right & LOW, (left >> HALF) ^ d ^ k1, left & LOW
        k0, k1 = (k0 + W0) & LOW, (k1 + W1) & LOW
    return a, b, c, d


@njit(cache=True, nogil=True, _nrt=False)
def draw_row(key, number, row):
    """Fill one scenario's row of uniforms; the row's length is a multiple of four."""
    scale, edge = 2.0**-32, 2.0**-33
    k0, k1, n = np.uint64(key[0]), np.uint64(key[1]), np.uint64(number)
    for block in range(row.size // 4):
        a, b, c, d = philox_block(np.uint64(block), n, k0, k1)
        row[4 * block] = np.int64(a) * scale + edge
        row[4 * block + 1] = np.int64(b) * scale + edge
        row[4 * block + 2] = np.int64(c) * scale + edge
        row[4 * block + 3] = np.int64(d) * scale + edge


@njit(cache=True, nogil=True, _nrt=False)
def draw_rows(key, numbers, rows):
    """Fill the rows of uniforms of these scenarios; the rows' length is a multiple of four."""
    for s in range(numbers.size):
        draw_row(key, numbers[s], rows[s])


@njit(cache=True, nogil=True, _nrt=False)
def ratio(top, low, x):
    """Two polynomials of degree seven by Horner's rule, one over the other."""
    a, b = top[0], low[0]
    for k in range(1, 8):
        a, b = a * x + top[k], b * x + low[k]
    return a / b


@njit(cache=True, nogil=True, _nrt=False)
def quantile(p):
    """Which standard normal value has probability p below it? (AS 241)"""
    q = p - 0.5
    if abs(q) <= 0.425:
        return q * ratio(C_TOP, C_LOW, 0.180625 - q * q)
    r = math.sqrt(-math.log(p if q < 0 else 1.0 - p))
    z = ratio(N_TOP, N_LOW, r - 1.6) if r <= 5.0 else ratio(F_TOP, F_LOW, r - 5.0)
    return -z if q < 0 else z


@njit(cache=True, nogil=True, _nrt=False)
def quantiles(row, first, into):
    """The quantile of every fourth draw from `first` on: all centres side by side, then the tails."""
    for i in range(into.size):
        q = row[first + 4 * i] - 0.5
        into[i] = q * ratio(C_TOP, C_LOW, 0.180625 - q * q)
    for i in range(into.size):
        if abs(row[first + 4 * i] - 0.5) > 0.425:
            into[i] = quantile(row[first + 4 * i])
