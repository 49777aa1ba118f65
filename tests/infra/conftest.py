"""The stack of each stage, with empty directories in place of the bundles."""

import pytest

from tests.infra.templates import Synthesized, synthesize


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack as it is deployed to AWS when nothing is said."""
    return synthesize(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack of a small program, in its first deployment."""
    return synthesize(tmp_path_factory.mktemp("build"), size="small", first="true")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack of a program whose rounds outgrow a function."""
    return synthesize(tmp_path_factory.mktemp("build"), size="large")


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack as it is deployed to the local cloud."""
    return synthesize(tmp_path_factory.mktemp("build"), stage="local")


@pytest.fixture(scope="session", params=["production", "local"])
def stage(request: pytest.FixtureRequest) -> Synthesized:
    """Either stage, for what must hold in both."""
    synthesized: Synthesized = request.getfixturevalue(request.param)
    return synthesized
