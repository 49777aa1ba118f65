from functions.matching.engine.geography import REGIONS, region_of


def test_regions_hold_every_state_and_territory() -> None:
    counts = {region: list(REGIONS.values()).count(region) for region in REGIONS.values()}
    assert counts == {"Northeast": 9, "Midwest": 12, "South": 17, "West": 13, "U.S. territories": 9}


def test_outside_the_country_is_no_region() -> None:
    assert region_of("none") is None
