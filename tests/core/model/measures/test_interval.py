import pytest

from bot.core.model.measures.interval import LEAST_BLOCKS, MOST_DAYS, t975


@pytest.mark.parametrize(("blocks", "quantile"), [(3, 4.303), (8, 2.365), (28, 2.052)])
def test_the_quantile_is_the_published_one(blocks: int, quantile: float) -> None:
    assert t975(blocks) == quantile


def test_more_blocks_make_a_narrower_interval() -> None:
    quantiles = [t975(blocks) for blocks in range(LEAST_BLOCKS, MOST_DAYS + 1)]
    assert quantiles == sorted(quantiles, reverse=True)
