import doctest
from pathlib import Path

README = Path(__file__).parents[4] / "functions" / "matching" / "engine" / "README.md"


def test_the_example_of_the_readme_holds() -> None:
    examples = doctest.testfile(str(README), module_relative=False)
    assert (examples.failed, examples.attempted) == (0, 10)
