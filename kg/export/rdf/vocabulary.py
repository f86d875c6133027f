"""The terms of `schemas/ontology.ttl` that the data is written in, and the prefixes of every format that has them."""

from kg.model import EntityType, RelationType

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fair4ml": "https://w3id.org/fair4ml#",
    "kg": "https://w3id.org/speedgraph/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TYPE = "rdf:type"

CLASSES: dict[EntityType, tuple[str, ...]] = {
    EntityType.FRAMEWORK: ("kg:Framework", "kg:Software", "kg:Entity", "schema:SoftwareApplication"),
    EntityType.LIBRARY: ("kg:Library", "kg:Software", "kg:Entity", "schema:SoftwareApplication"),
    EntityType.MODEL: ("kg:Model", "kg:Entity", "fair4ml:MLModel"),
    EntityType.METHOD: ("kg:Method", "kg:Entity", "schema:DefinedTerm"),
    EntityType.DATASET: ("kg:Dataset", "kg:Entity", "schema:Dataset"),
    EntityType.HARDWARE: ("kg:Hardware", "kg:Entity"),
    EntityType.TASK: ("kg:Task", "kg:Entity", "schema:DefinedTerm"),
}
"""The classes of each type, superclasses written out: a query without a reasoner asks for ``kg:Software`` too."""

_NPU = ("kg:NPU", "kg:ASIC", "kg:Processor")

HARDWARE_CLASSES: dict[str, tuple[str, ...]] = {
    "apu": ("kg:SoC", "kg:Processor"),
    "asic": ("kg:ASIC", "kg:Processor"),
    "board": ("kg:Board",),
    "camera": ("kg:Sensor",),
    "cgra": ("kg:CGRA", "kg:Processor"),
    "cpu": ("kg:CPU", "kg:Processor"),
    "device": ("kg:Computer",),
    "dpu": ("kg:DPU", "kg:Processor"),
    "dsp": ("kg:DSP", "kg:Processor"),
    "fpga": ("kg:FPGA", "kg:Processor"),
    "gpgpu": ("kg:GPU", "kg:Processor"),
    "gpu": ("kg:GPU", "kg:Processor"),
    "gpu core": ("kg:ProcessorCore", "kg:Processor"),
    "headset": ("kg:Computer",),
    "in-memory": ("kg:InMemoryProcessor", "kg:Processor"),
    "instruction set": ("kg:InstructionSet",),
    "interconnect": ("kg:Interconnect",),
    "ipu": _NPU,
    "laptop": ("kg:Laptop", "kg:Computer"),
    "lidar": ("kg:Sensor",),
    "lpu": _NPU,
    "memory": ("kg:InMemoryProcessor", "kg:Processor"),
    "microcontroller": ("kg:Microcontroller", "kg:Processor"),
    "neuromorphic": ("kg:Neuromorphic", "kg:Processor"),
    "npu": _NPU,
    "phone": ("kg:Phone", "kg:Computer"),
    "qpu": ("kg:QPU", "kg:Processor"),
    "rdu": _NPU,
    "robot": ("kg:Robot",),
    "server": ("kg:Server", "kg:Computer"),
    "soc": ("kg:SoC", "kg:Processor"),
    "supercomputer": ("kg:Supercomputer",),
    "tpu": ("kg:TPU", "kg:ASIC", "kg:Processor"),
    "vector processor": ("kg:Processor",),
    "wafer-scale": _NPU,
}
"""The classes of each `hardware_class` of the lexicon, in lower case; any other stays a plain kg:Hardware."""

SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task")
"""The slots of a claim; each is a property of its own, and with ``Text`` behind it where the words name no entity."""


def iri(term: str) -> str:
    """A prefixed name in full.

    >>> iri("kg:builtOn")
    'https://w3id.org/speedgraph/ns#builtOn'
    """
    prefix, _, local = term.partition(":")
    return PREFIXES[prefix] + local


def edge_property(edge: str) -> str:
    """The property that a row's type in `relations` or `edges` stands for.

    >>> edge_property("built_on"), edge_property("broader")
    ('kg:builtOn', 'skos:broader')
    """
    if edge == "broader":
        return "skos:broader"
    first, *rest = edge.split("_")
    return "kg:" + first + "".join(word.capitalize() for word in rest)


EDGE_PROPERTIES = {edge: edge_property(edge) for edge in (*RelationType, "broader", "outperforms")}
"""Every type of `relations` and `edges` that can be written, and its property."""
