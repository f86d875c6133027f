"""How well papers were read, measured against annotated ones: the scorer of the project, and the only one.

::

    records      annotated and extracted papers, from files   matching   when two names, units, claims are the same
    scores       precision, recall and F1; slots of claims    intervals  how far these would move with other papers
    calibration  whether a confidence can be believed         recall     of names that training has, and of new ones
"""
