"""`make bench` prints what the round trip through Word costs, too."""

from tests.bench.round_trip_bench import main


def test_copies_out_and_in() -> None:
    main()
