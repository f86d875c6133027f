"""URLs are found as written, with what they give; licences under their SPDX names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.model import Artifact


def read(text: str) -> Document:
    document = Document(text, title_end=0)
    find_artifacts(document)
    return document


def urls(text: str) -> list[str]:
    return [artifact.url for artifact in read(text).artifacts]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Code: https://github.com/foo/bar.", "https://github.com/foo/bar"),
        ("(code at https://github.com/foo/bar)", "https://github.com/foo/bar"),
        ("code is at https://github.com/foo/bar, data later", "https://github.com/foo/bar"),
        ("see https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("at https://github.com/foo/bar{GitHub}.", "https://github.com/foo/bar"),
        (r"at \url{https://github.com/foo/bar}.", "https://github.com/foo/bar"),
        (r"\href{https://github.com/foo/bar}{here}", "https://github.com/foo/bar"),
        (r"at https://github.com/foo/my\_bar.", r"https://github.com/foo/my\_bar"),
        ("on github.com/foo/bar and later", "github.com/foo/bar"),
        ("at https: //github.com/foo/bar.", "github.com/foo/bar"),
        ("at www.example.com", "www.example.com"),
        ("at foo.github.io.", "foo.github.io"),
        ("at http://foo.example.ch:8080/x?y=1#z", "http://foo.example.ch:8080/x?y=1#z"),
    ],
)
def test_an_address_is_as_written_without_what_closes_the_sentence(text: str, url: str) -> None:
    assert urls(text) == [url]


NO_ADDRESSES = ["ImageNet.com has no path", "https://", "http://foo", "e.g./i.e.", "me@example.org/x", "A.io"]


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address(text: str) -> None:
    assert urls(text) == []


def test_each_address_once_and_in_order() -> None:
    text = "github.com/a/b and https://example.org/x, again github.com/a/b"
    assert urls(text) == ["github.com/a/b", "https://example.org/x"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("at https://github.com/foo/bar", "code"),
        ("Code and data are at https://example.org/foo", "code"),
        ("The dataset is at https://github.com/foo/bar", "data"),
        ("Our models are at https://huggingface.co/foo", "model"),
        ("Everything is at https://huggingface.co/datasets/foo", "data"),
        ("Try it at https://huggingface.co/spaces/foo", "demo"),
        ("A demo runs at https://example.org/try", "demo"),
        ("Documentation: https://foo.readthedocs.io/en/latest", "docs"),
        ("A video is at https://youtu.be/xyz", "video"),
        ("Code is public. Project page: https://foo.github.io", "project"),
        ("More at https://foo.github.io", "project"),
        ("Code: https://github.com/a/b. Data: https://zenodo.org/record/1", "data"),
    ],
)
def test_what_an_address_gives(text: str, kind: str) -> None:
    assert read(text).artifacts[-1].kind == kind


@pytest.mark.parametrize(
    ("text", "license"),
    [
        ("released under the MIT license", "MIT"),
        ("MIT-licensed code", "MIT"),
        ("open source (MIT)", "MIT"),
        ("under Apache License 2.0", "Apache-2.0"),
        ("under the Apache License, Version 2.0", "Apache-2.0"),
        ("under Apache 2.0", "Apache-2.0"),
        ("a BSD 3-Clause licence", "BSD-3-Clause"),
        ("the AGPL-3.0 license", "AGPL-3.0"),
        ("GPLv3", "GPL-3.0"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("data under CC0", "CC0-1.0"),
        ("at MIT and Apache Spark, on license plates", None),
    ],
)
def test_licences(text: str, license: str | None) -> None:
    assert read(text).license == license


PIECES = st.sampled_from([*"https:// http www. github.com/ a B 1 . / ) ( { } io ?".split(), " ", "\n"])


@given(st.text(max_size=80) | st.lists(PIECES, max_size=40).map("".join))
def test_an_artifact_is_what_stands_at_its_offsets(text: str) -> None:
    artifacts: list[Artifact] = read(text).artifacts
    assert all(text[artifact.start : artifact.end] == artifact.url != "" for artifact in artifacts)
    assert [artifact.start for artifact in artifacts] == sorted(artifact.start for artifact in artifacts)


@pytest.mark.parametrize("shape", [*"http:// a. a.com/ www. https://a.b/) ( . github.io".split(), "http://a.b "])
def test_a_long_run_of_anything_ends(shape: str) -> None:
    text = shape * (100_000 // len(shape))
    assert all(artifact.end <= len(text) for artifact in read(text).artifacts)
