"""What the browser does with htmx's answers: enough to compare a swapped page with a reloaded one."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse

HTMX = {"HX-Request": "true"}


def soup_of(response: HttpResponse) -> BeautifulSoup:
    """Parse an answer. The secret of every form is another each time and says nothing."""
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    for secret in soup.select("input[name=csrfmiddlewaretoken]"):
        del secret["value"]
    return soup


def main_of(response: HttpResponse) -> Tag:
    return soup_of(response).select_one("main")


def swap(page: Tag, target: str, response: HttpResponse) -> None:
    """Put the answer in the target's place (outerHTML); each <hx-partial> goes to the target that it names.

    HX-Retarget moves the answer elsewhere; status codes do not matter: htmx 4 swaps refusals too.
    """
    answer = soup_of(response)
    for partial in answer.find_all("hx-partial"):
        put(page, partial["hx-target"], partial.extract(), partial.get("hx-swap", "outerHTML"))
    rest = [node for node in answer.contents if str(node).strip()]
    if rest:
        put(page, response.get("HX-Retarget", target), answer, response.get("HX-Reswap", "outerHTML"))


def put(page: Tag, target: str, answer: Tag, way: str) -> None:
    place = page.select_one(target)
    assert place is not None, f"{target} is not on the page"
    nodes = [node.extract() for node in list(answer.contents) if str(node).strip()]
    if way.startswith("innerHTML"):
        place.clear()
        place.extend(nodes)
    else:
        place.replace_with(*nodes)
