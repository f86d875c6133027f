"""What a title and an abstract say: names, quantified claims, relations, artifacts, the licence.

::

    pipeline       the stages in their order, without spaCy      components   the same as spaCy components (`kg.load`)
    document       the text, its sentences, what was found       tokens       spaCy's tokenizer, trimmed
    artifacts      URLs and licence                              schema       the JSON Schema of what is found
    names          names of the lexicon                          cues         words that tell what is said of a name
    abbreviations  "Long Form (LF)"                              contexts     where a name stands, and after which words
    products       what the paper introduces                     coined       how it introduces it
    unlisted       names by the company they keep                heads        what kind of thing a noun makes of it
    tasks          tasks of the title
    quantities     numbers with their units
    claims         which of them are results, and of what
    relations      what the paper says of the things it names    rules        how it says it, and how surely
    neural         a trained model, in the rules' place          readers      which of them reads
"""
