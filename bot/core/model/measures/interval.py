"""Student's t distribution for the change of a count over whole days."""

from statistics import NormalDist

MOST_DAYS = 28
LEAST_BLOCKS = 3

# The 0.975 quantile for 2 to 27 degrees of freedom: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
_T975 = (
    4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
    2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052,
)  # fmt: skip


def t975(blocks: int) -> float:
    """The quantile for a mean of this many blocks, from LEAST_BLOCKS to MOST_DAYS."""
    return _T975[blocks - LEAST_BLOCKS]


def t_quantile(blocks: int, confidence: float = 0.95) -> float:
    """The two-sided quantile for a mean of this many blocks, by the table for 95 %.

    Others come from the normal quantile by the expansion 26.7.5 of Abramowitz and Stegun, Handbook of Mathematical
    Functions, which is within a tenth from 4 blocks on.
    """
    if confidence == 0.95:  # noqa: PLR2004 - what the table is for
        return t975(blocks)
    z, free = NormalDist().inv_cdf((1 + confidence) / 2), blocks - 1
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    )
