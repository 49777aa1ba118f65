from functions.matching.engine.geography import REGIONS, region_of, states_near


def test_regions_hold_every_state_and_territory() -> None:
    counts = {region: list(REGIONS.values()).count(region) for region in REGIONS.values()}
    assert counts == {"Northeast": 9, "Midwest": 12, "South": 17, "West": 13, "U.S. territories": 9}


def test_outside_the_country_is_no_region() -> None:
    assert region_of("none") is None


def test_people_meet_in_person_in_their_own_state_and_the_neighboring_ones() -> None:
    near = {state: states_near(state) - {state} for state in REGIONS}
    assert near["KY"] == {"IL", "IN", "MO", "OH", "TN", "VA", "WV"}
    assert near["TN"] == {"AL", "AR", "GA", "KY", "MO", "MS", "NC", "VA"}
    assert (near["DC"], near["ME"], near["AZ"]) == ({"MD", "VA"}, {"NH"}, {"CA", "NV", "NM", "UT"})
    alone = {state for state, others in near.items() if not others}
    assert alone == {"AK", "HI", *(state for state, region in REGIONS.items() if region == "U.S. territories")}
    assert all(state in near[other] for state, others in near.items() for other in others)
    # 107 borders between 48 states on land or a river (corners not counted), and two of the District of Columbia.
    assert sum(map(len, near.values())) == 2 * (105 + 2)


def test_nobody_is_near_abroad() -> None:
    assert states_near("none") == frozenset()
