"""Which luck does scenario number s get, wherever and with however many it is drawn?

Counter-based uniforms (Philox4x32-10): the draw of a column is a function of seed, scenario
number and column alone, so threads, blocks and machines cannot change it.
Source: Salmon, Moraes, Dror & Shaw 2011; normal quantile: Wichura 1988, algorithm AS 241.
"""

import numpy as np

MULTIPLY = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
EDGE = 2.0**-33

# AS 241 (PPND16), highest power first: centre, near tail, far tail; numerator, denominator
CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)
NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)
FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)


def philox(counter, key):
    """Which four words belong to this counter?

    Reads: counter, four uint64 arrays (values below 2^32) of one shape; key, two such values.
    Gives: four uint64 arrays of that shape, words below 2^32.
    Source: Salmon et al. 2011, ten rounds; the generator's published known answers hold.
    """
    a, b, c, d = (np.asarray(word, dtype=np.uint64) for word in counter)
    k0, k1 = np.uint64(key[0]), np.uint64(key[1])
    for _ in range(10):
        left, right = a * MULTIPLY[0], c * MULTIPLY[1]
        a, b, c, d = (right >> HALF) ^ b ^ k0, right & LOW, (left >> HALF) ^ d ^ k1, left & LOW
        k0, k1 = np.uint64((int(k0) + int(WEYL[0])) & 0xFFFFFFFF), np.uint64((int(k1) + int(WEYL[1])) & 0xFFFFFFFF)
    return a, b, c, d


def key_of(seed: int) -> tuple[int, int]:
    """Which two 32-bit halves does this seed have (low, high)?"""
    whole = int(seed)
    if not 0 <= whole < 2**64:
        raise ValueError(f"seed must lie in 0..2^64-1, got {seed}")
    return whole & 0xFFFFFFFF, whole >> 32


def uniforms(seed: int, numbers, columns: int) -> np.ndarray:
    """Which uniforms do these scenarios get?

    Reads: seed 0..2^64-1; numbers, the scenarios' numbers (integers from 0); columns per scenario.
    Gives: array (scenarios, columns), each strictly inside 0..1: (word + 0.5) / 2^32.
    Refuses: ValueError for a seed outside its range or negative scenario numbers.
    Source: counter = (block of four columns, number low, number high, 0), key = the seed's halves.

    >>> import numpy as np
    >>> bool(np.all(uniforms(1, [5], 9)[0] == uniforms(1, [4, 5], 10)[1, :9]))
    True
    """
    number = np.asarray(numbers, dtype=np.int64)
    if number.size and number.min() < 0:
        raise ValueError("scenario numbers start at 0")
    number = number.astype(np.uint64)[:, None]
    block = np.arange((columns + 3) // 4, dtype=np.uint64)[None, :]
    zero = np.zeros((number.shape[0], block.shape[1]), dtype=np.uint64)
    words = philox((block + zero, (number & LOW) + zero, (number >> HALF) + zero, zero), key_of(seed))
    flat = np.stack(words, axis=-1).reshape(number.shape[0], 4 * block.shape[1])[:, :columns]
    return (flat + 0.5) / 2.0**32


def clip_inside(given) -> np.ndarray:
    """Where do given uniforms of 0 or 1 go? To the generator's own extremes."""
    return np.clip(np.asarray(given, dtype=float), EDGE, 1 - EDGE)


def _ratio(pair, x):
    top = bottom = 0.0
    for a, b in zip(*pair, strict=True):
        top, bottom = top * x + a, bottom * x + b
    return top / bottom


def normal_quantile(u) -> np.ndarray:
    """Which standard normal value has probability u below it?

    Reads: u, any shape, strictly inside 0..1. Gives: the quantiles, relative error about 1e-16.
    Source: Wichura 1988, AS 241 (PPND16).
    """
    p = np.asarray(u, dtype=float)
    q = p - 0.5
    z = q * _ratio(CENTRE, 0.180625 - q * q)
    tail = np.abs(q) > 0.425
    if tail.any():
        r = np.sqrt(-np.log(np.where(q[tail] < 0, p[tail], 1 - p[tail])))
        size = np.where(r <= 5, _ratio(NEAR, r - 1.6), _ratio(FAR, r - 5))
        z[tail] = np.copysign(size, q[tail])
    return z
