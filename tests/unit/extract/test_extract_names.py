"""Names of the lexicon in a text: which are found, how far they go, what they are called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lexicon
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.model import Artifact, ArtifactKind, Mention


def mentions(text: str, *artifacts: tuple[int, int]) -> list[Mention]:
    document = Document(text, len(text.partition("\n")[0]))
    document.artifacts = [Artifact(kind=ArtifactKind.CODE, url=text[a:b], start=a, end=b) for a, b in artifacts]
    find_names(document, lexicon.load())
    return document.mentions


def names(text: str) -> list[tuple[str, str, str]]:
    return [(mention.text, mention.type.value, mention.canonical) for mention in mentions(text)]


def forms(text: str) -> list[str]:
    return [mention.text for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We port the code to PyTorch.", ("PyTorch", "Framework", "PyTorch")),
        ("We port the code to Pytorch.", ("Pytorch", "Framework", "PyTorch")),
        ("Training runs under DeepSpeed.", ("DeepSpeed", "Library", "DeepSpeed")),
        ("Large language models talk.", ("Large language models", "Model", "Large Language Model")),
        ("Our LLMs talk.", ("LLMs", "Model", "Large Language Model")),
        ("Transformers' depth matters.", ("Transformers", "Model", "Transformer")),
        ("A transformer-based parser wins.", ("transformer", "Model", "Transformer")),
        ("Tuned by low-rank adaptation alone.", ("low-rank adaptation", "Method", "LoRA")),
        ("Scores on ImageNet-1K rise.", ("ImageNet-1K", "Dataset", "ImageNet-1K")),
        ("All runs use one T4 GPU.", ("T4 GPU", "Hardware", "NVIDIA T4")),
        ("Neural machine translation of letters.", ("Neural machine translation", "Task", "machine translation")),
        ("A study of speech\nsynthesis.", ("speech\nsynthesis", "Task", "speech synthesis")),
    ],
)
def test_type_and_canonical_name(text, expected):
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The kernel is PyTorch-based.", ["PyTorch"]),
        ("GPU-accelerated sorting", ["GPU"]),
        ("GPU-Accelerated Sorting", ["GPU"]),
        ("a multi-GPU run", ["GPU"]),
        ("BERT-based scoring", ["BERT"]),
        ("We compare with BERT-Plumwise.", []),
        ("We compare with Plum-BERT.", []),
        ("CPU/GPU transfers", ["CPU", "GPU"]),
        ("CPU-GPU transfers", ["CPU", "GPU"]),
        ("the LLM's answer", ["LLM"]),
    ],
)
def test_compounds(text, expected):
    assert forms(text) == expected


def test_the_longest_name_is_kept():
    assert forms("PyTorch Geometric beats PyTorch.") == ["PyTorch Geometric", "PyTorch"]
    assert forms("Summaries of CNN/DailyMail by a CNN.") == ["CNN/DailyMail", "CNN"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We tune Llama-3.1-8B-Instruct once.", "Llama-3.1-8B-Instruct"),
        ("We tune Qwen3.5-9B once.", "Qwen3.5-9B"),
        ("We ask Claude Sonnet 4.5 once.", "Claude Sonnet 4.5"),
        ("We ask GPT-9 mini once.", "GPT-9 mini"),
        ("We freeze ViT-B/16 here.", "ViT-B/16"),
        ("We freeze BERT-large here.", "BERT-large"),
        ("We freeze ResNet50 here.", "ResNet50"),
        ("We prune YOLOv47n here.", "YOLOv47n"),
    ],
)
def test_a_model_takes_version_and_size_with_it(text, expected):
    assert forms(text) == [expected]


def test_a_version_that_is_not_listed_is_named_as_written():
    (mention,) = mentions("We tune Qwen9.5-77B once.")
    assert (mention.canonical, mention.entity, mention.rule) == ("Qwen9.5-77B", "method/qwen9.5-77b", "lexicon-version")


@pytest.mark.parametrize("text", ["CLIP 12 times faster", "GPT 30% cheaper", "Llama 16x faster"])
def test_a_number_of_something_else_is_no_version(text):
    assert len(forms(f"It makes {text} on images.")[0].split()) == 1


@pytest.mark.parametrize(
    ("text", "form", "canonical"),
    [
        ("on one NVIDIA A100 GPU", "NVIDIA A100 GPU", "NVIDIA A100"),
        ("on eight Nvidia A100 GPUs", "Nvidia A100 GPUs", "NVIDIA A100"),
        ("on Nvidia's H100 GPU", "H100 GPU", "NVIDIA H100"),
        ("on an A100 80 GB card", "A100", "NVIDIA A100"),
        ("on an A100-80GB card", "A100-80GB", "NVIDIA A100 80GB"),
        ("on a Tesla V100", "Tesla V100", "NVIDIA V100"),
        ("on an RTX 4090", "RTX 4090", "NVIDIA RTX 4090"),
        ("on an RTX4090", "RTX4090", "NVIDIA RTX 4090"),
        ("on an RTX 9990 Ti", "RTX 9990 Ti", "NVIDIA RTX 9990 Ti"),
        ("on a Xeon Gold 6248R CPU", "Xeon Gold 6248R CPU", "Intel Xeon Gold 6248R"),
        ("on an Intel Core i7-9700K", "Intel Core i7-9700K", "Intel Core i7 9700K"),
        ("on an AMD EPYC 7742", "AMD EPYC 7742", "AMD EPYC 7742"),
        ("on a Xilinx Virtex UltraScale+ FPGA", "Xilinx Virtex UltraScale+ FPGA", "AMD Virtex UltraScale+"),
        ("on a Jetson Orin Nano", "Jetson Orin Nano", "NVIDIA Jetson Orin Nano"),
        ("on AMD GPUs", "AMD GPUs", "AMD GPU"),
        ("on field-programmable gate arrays", "field-programmable gate arrays", "FPGA"),
        ("on a Raspberry Pi 5", "Raspberry Pi 5", "Raspberry Pi 5"),
    ],
)
def test_devices(text, form, canonical):
    assert names(text) == [(form, "Hardware", canonical)]


def test_a_task_takes_the_words_that_narrow_it():
    (mention,) = mentions("Fast underwater object detection at night.")
    assert (mention.text, mention.canonical) == ("underwater object detection", "underwater object detection")
    assert forms("Fast and robust object detection at night.") == ["object detection"]


def test_names_inside_urls_do_not_count():
    assert forms("Code: https://github.com/plum/pytorch-orchard (PyTorch).") == ["PyTorch"]
    assert forms("Code at plum.org/pytorch in PyTorch.") == ["PyTorch"]
    text = "Code at plum:pytorch today."
    assert mentions(text, (8, 20)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Machine learning and natural language processing in Python on GitHub.",
        "A neural network with attention is a language model.",
        "Accepted at NeurIPS; see the appendix.",
    ],
)
def test_fields_languages_hosts_and_venues_are_no_names(text):
    assert mentions(text) == []


AMBIGUOUS = [
    ("Triton", "Kernels written in Triton run on any GPU.", "Triton"),
    ("Triton", "We deploy behind the Triton inference server.", "Triton Inference Server"),
    ("Triton", "Images of the moon Triton taken by a probe.", None),
    ("Adam", "We train with the Adam optimizer.", "Adam"),
    ("Adam", "The chapel ceiling shows Adam and his maker.", None),
    ("Ray", "Ray schedules the workers of the cluster.", "Ray"),
    ("Ray", "A detector of cosmic ray showers named Ray.", None),
    ("T4", "Inference takes 3 ms on a T4.", "NVIDIA T4"),
    ("T4", "Levels of the hormone T4 in blood.", None),
    ("Frontier", "Weak scaling on Frontier, an exascale supercomputer.", "Frontier"),
    ("Frontier", "A New Frontier for Gardening.", None),
    ("JAX", "The solver is written in JAX.", "JAX"),
    ("JAX", "Mice came from the Jackson Laboratory (JAX).", None),
    ("SAM", "SAM segments every image into masks.", "Segment Anything Model"),
    ("SAM", "SAM minimises the sharpness of the loss.", "sharpness-aware minimization"),
    ("SAM", "The missile is a SAM of the old type.", None),
    ("Spark", "Jobs in Spark read from Hadoop.", "Apache Spark"),
    ("Spark", "A Spark of Hope.", None),
    ("Gemini", "We prompt Gemini and other LLMs.", "Gemini"),
    ("Gemini", "Spectra from the Gemini telescope.", None),
    ("Claude", "We prompt Claude and other agents.", "Claude"),
    ("Claude", "Letters of the painter Claude.", None),
    ("Mamba", "Mamba is a selective state space model.", "Mamba"),
    ("Mamba", "The venom of the black Mamba.", None),
    ("Whisper", "Whisper transcribes speech.", "Whisper"),
    ("Whisper", "The Whisper of the leaves.", None),
    ("Falcon", "Falcon is an open LLM.", "Falcon"),
    ("Falcon", "The Falcon hunts at dawn.", None),
    ("Flux", "Flux is a text-to-image model.", "FLUX"),
    ("Flux", "Measured Flux through the surface.", None),
    ("Aurora", "We scale the code on Aurora, a supercomputer.", "Aurora"),
    ("Aurora", "Photographs of the Aurora in winter.", None),
    ("Summit", "We scale the code on Summit, a supercomputer.", "Summit"),
    ("Summit", "The Summit of leaders ended.", None),
    ("Alps", "Trained on Alps with thousands of GPUs.", "Alps"),
    ("Alps", "Snow in the Swiss Alps.", None),
    ("MATH", "Accuracy on GSM8K and MATH rises.", "MATH"),
    ("MATH", "The MATH department moved.", None),
    ("APPS", "Code generation on APPS.", "APPS"),
    ("APPS", "Mobile APPS for gardeners.", None),
    ("ARC", "Accuracy on the ARC benchmark.", "ARC"),
    ("ARC", "The ARC of a bridge.", None),
    ("BLOOM", "BLOOM is a multilingual language model.", "BLOOM"),
    ("BLOOM", "An algal BLOOM in the lake.", None),
    ("OPT", "Perplexity of OPT and LLaMA.", "OPT"),
    ("OPT", "Surgeons OPT for the first way.", None),
    ("DROP", "Reading comprehension on DROP.", "DROP"),
    ("DROP", "The DROP of a stone.", None),
    ("CLIP", "CLIP embeds image and text.", "CLIP"),
    ("CLIP", "A paper CLIP of steel.", None),
    ("DARTS", "Architecture search by DARTS.", "differentiable architecture search"),
    ("DARTS", "Players of DARTS aim well.", None),
    ("LAMB", "The LAMB optimizer allows large batches.", "LAMB"),
    ("LAMB", "A LAMB on the meadow.", None),
    ("Lion", "Lion, an optimizer, needs less memory than Adam.", "Lion"),
    ("Lion", "The Lion sleeps tonight.", None),
    ("CARLA", "Closed-loop driving in CARLA.", "CARLA"),
    ("CARLA", "Our colleague CARLA agrees.", None),
    ("Lean", "Theorem proving in Lean.", "Lean"),
    ("Lean", "Lean manufacturing of shoes.", None),
    ("Muon", "Muon orthogonalises the update of the optimizer.", "Muon"),
    ("Muon", "Muon tracks in the collider.", None),
    ("Unity", "Scenes rendered in Unity.", "Unity"),
    ("Unity", "A call for Unity.", None),
    ("Orca", "The Orca swims north.", None),
    ("Rust", "The tool is written in Rust.", None),
]


@pytest.mark.parametrize(("form", "text", "canonical"), AMBIGUOUS, ids=[f"{form}: {c}" for form, _, c in AMBIGUOUS])
def test_ambiguous_forms_need_their_context(form, text, canonical):
    assert {mention.canonical for mention in mentions(text) if mention.text == form} == ({canonical} - {None})


def test_confidence_and_rule_are_given():
    (mention,) = mentions("Kernels in Triton.")
    assert mention.rule == "lexicon-context"
    assert 0 < mention.confidence < 1


def test_an_empty_text_has_no_names():
    assert mentions("") == []
    assert mentions("\n") == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["PyTorch", "GPU", "A100", "RTX", "4090", "LLMs", "Qwen3", "-", " ", " ", "/", "(", ")", ".",
             "object detection", "3D", "on", "SAM", "https://a.io/GPU", "\n", "İ", "8B", "'s"]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
def test_mentions_are_sound(text):
    last = 0
    for mention in mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end] == mention.text.strip()
        assert not (mention.start and text[mention.start - 1].isalnum())
        assert not text[mention.end : mention.end + 1].isalnum()
        last = mention.end


def test_a_very_long_text_takes_linear_time():
    assert len(mentions("Triton on GPU, a-b.c/d " * 4000)) == 8000
    assert mentions("a." * 100_000) == []
    assert mentions("-" * 100_000) == []
