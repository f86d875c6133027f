"""The trained reader: one small encoder that finds names, relations and claims at once, checked by the rules.

::

    labels      what the model tells apart        encoding    text to word pieces and case, in windows
    pairs       what stands between a number      model       the weights and their graphs, run by ONNX Runtime
                and a name                        decoding    probabilities to spans, slots and phrases
    boundaries  where names begin and end         naming      their types and canonical names
    results     numbers to claims                 calibration how often a probability is right
    places      words in their document           reader      the stage: all of it over one document
    train/      how the weights were made         weights/    the weights; CARD.md says what they are

It needs the extra ``model`` (ONNX Runtime and NumPy), and neither torch nor a network.
"""

from typing import Literal, get_args

ModelName = Literal["fast", "full"]
MODELS: tuple[ModelName, ...] = get_args(ModelName)
"""The models that ship with the package: three layers, and six."""
