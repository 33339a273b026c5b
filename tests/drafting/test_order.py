"""The order of paragraphs behaves like a plain list, and rows are renumbered only where there is no room."""

from hypothesis import given
from hypothesis import strategies as st

from speeches.drafting.order import GAP, START, Order, spread

KEYS = [f"key{place}" for place in range(8)]
moves = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([START, *KEYS])))


@given(moves)
def test_placing_is_removing_and_inserting_in_a_list(steps: list[tuple[str, str]]) -> None:
    order, model = Order(KEYS[:4]), KEYS[:4]
    for key, after in steps:
        if after == key or (after and after not in model):
            continue
        order.place(key, after)
        if key in model:
            model.remove(key)
        model.insert(model.index(after) + 1 if after else 0, key)
    assert list(order) == model


@given(moves)
def test_spread_places_sort_as_the_order_does(steps: list[tuple[str, str]]) -> None:
    places = {key: place * 4 for place, key in enumerate(KEYS)}
    order = Order(KEYS)
    moved = set()
    for key, after in steps:
        if after != key:
            order.place(key, after)
            moved.add(key)
    places.update(spread(list(order), {key: place for key, place in places.items() if key not in moved}))
    assert sorted(KEYS, key=places.__getitem__) == list(order)


def test_a_move_changes_one_place_only() -> None:
    places = {"a": GAP, "b": 2 * GAP, "c": 3 * GAP}
    assert spread(["a", "c", "b"], {key: places[key] for key in "ab"}) == {"c": GAP + GAP // 2}


def test_no_room_renumbers_everything() -> None:
    assert spread(["a", "x", "b"], {"a": 7, "b": 8}) == {"a": GAP, "x": 2 * GAP, "b": 3 * GAP}


def test_tombstones_do_not_make_a_move() -> None:
    order = Order(["a", "dead", "b"])
    assert order.follows("b", "a", across={"dead"})
    assert not order.follows("b", "a")
