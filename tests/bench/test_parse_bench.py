"""`make bench` prints what parsing costs, too."""

from tests.bench.parse_bench import main


def test_parsing() -> None:
    main()
