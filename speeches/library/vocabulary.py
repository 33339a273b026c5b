"""Words the segmenter keeps whole: expressions, themes, offices. Kept while none of them changes."""

from collections import OrderedDict

from speeches.accounts.models import Office
from speeches.manuscript.counts import QUOTES
from speeches.manuscript.words import Vocabulary

from .lexicon import Stamp, stamp_of
from .models import Expression, Theme

# What is longer is a sentence, and no word that anybody looks for.
LONGEST_WORD = 8
MOST_KEPT = 16
kept: OrderedDict[int, tuple[Stamp, Vocabulary]] = OrderedDict()


def vocabulary_for(office: Office | int | None) -> Vocabulary | None:
    """Return the words of an office. Three short queries; three more when something has changed."""
    if office is None:
        return None
    key = office.pk if isinstance(office, Office) else office
    expressions = Expression.objects.of_office(key)
    offices = Office.objects.at_or_above([key])
    stamp = (stamp_of(expressions), stamp_of(Theme.objects.all()), stamp_of(offices))
    if key not in kept or kept[key][0] != stamp:
        texts = [text for row in expressions for text in (row.text, *row.members)]
        texts += Theme.objects.values_list("name", flat=True)
        texts += [name for office in offices for name in (office.name, office.short_name)]
        kept[key] = stamp, Vocabulary(word for text in texts if is_word(word := QUOTES.sub("", text)))
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return kept[key][1]


def is_word(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_WORD and text.isalpha()
