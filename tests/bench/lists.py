"""What staff's lists and searches read in a cycle of 1,000 and of 20,000 applications: `python -m tests.bench.lists`.

Pages of 50 rows, on moto, in read units as DynamoDB counts them; each figure stays as it is while the cycle grows.
"""

import os
import sys
import time

import pytest

from tests.bench.applicants import crowd, fill
from tests.bench.reading import counted
from tests.functions.staff.test_application_lists import LISTS, ask

SIZES = (1_000, 20_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("aws")
def test_lists_read_in_proportion_to_the_page(size: int) -> None:
    """At most 200 places of 4 partitions and 2 units a row looked at, whatever the size."""
    start = time.perf_counter()
    fill(crowd(size))
    print(f"\n{size:,} applications, written in {time.perf_counter() - start:.0f} s")
    print(f"{'list':<24}{'rows':>6}{'queries':>9}{'items':>7}{'units':>7}")
    units = {}
    for name, query in LISTS.items():
        with counted() as read:
            page = ask(**query).json
        units[name] = read["units"]
        print(f"{name:<24}{len(page['items']):>6}{read['Query']:>9}{read['items']:>7}{read['units']:>7}")
        assert (name, read["Scan"], read["GetItem"]) == (name, 0, 0)
    assert {name: count for name, count in units.items() if count > 260} == {}


if __name__ == "__main__":
    os.environ["POWERTOOLS_LOG_LEVEL"] = "ERROR"
    sys.exit(pytest.main([__file__, "-q", "-s", "--show-capture=no", "-p", "no:cacheprovider"]))
