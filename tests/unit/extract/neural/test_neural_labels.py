"""The order of labels is part of the weights."""

from kg.extract.neural import labels


def test_the_order_is_that_of_the_weights() -> None:
    """A new type, relation or kind in `kg.model` asks for new weights: these would be read askew."""
    assert " ".join(labels.TYPES) == "Framework Library Model Method Dataset Hardware Task"
    assert " ".join(labels.RELATIONS) == (
        "introduces built_on integrates_with uses applied_to trained_on evaluated_on runs_on compares_with addresses"
    )
    assert labels.KINDS[0] is None
    assert " ".join(kind for kind in labels.KINDS if kind) == (
        "speedup time throughput memory energy cost quality size scale efficiency"
    )
    assert labels.TAGS[:5] == ("O", "B-Framework", "I-Framework", "B-Library", "I-Library")


def test_units_that_have_no_class_share_one() -> None:
    assert labels.unit_id("furlongs") == labels.unit_id("mIoU") == labels.UNITS - 1
    assert labels.unit_id("FPS") == labels.unit_id("fps") != labels.unit_id("GB")
