"""The repository keeps its promises: generated files in step, commands explained, documents true."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tools import architecture, data_dictionary, environment, lock

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    *(".ci", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
    *("ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "README.zh.md"),
    *("environment.yml", "pyproject.toml", "requirements.lock"),
    *("crmpersona", "docs", "notebooks", "reports", "synthetic", "tests", "tools"),
}
TEXTS = {".py", ".md", ".toml", ".ipynb", ".yml", ".yaml", ".sh", ".cfg", ".html", ".css", ".j2", ".lock", ""}


@cache
def _files() -> tuple[Path, ...]:
    """Return every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of committed files")
    return tuple(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


@cache
def _project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_top_level_is_as_fixed() -> None:
    there = {path.relative_to(ROOT).parts[0] for path in _files()}
    assert there <= TOP_LEVEL, f"give these a place below the top level: {sorted(there - TOP_LEVEL)}"


def test_generated_files_are_in_step() -> None:
    assert environment.TARGET.read_text(encoding="utf-8") == environment.text()
    assert lock.problems(lock.TARGET.read_text(encoding="utf-8")) == []
    assert data_dictionary.stale() == []
    assert architecture.differences() == []


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda text: text.replace("sha256:", "sha256:0", 1), "other dependency tables"),
        (lambda text: text.replace("\npandas==", "\nrandap=="), "lacks pandas"),
        (lambda text: re.sub(r"\nduckdb==\S+", "\nduckdb==0.1", text), "duckdb 0.1"),
        (lambda text: text + "\n--index-url https://example.org\n", "package index"),
    ],
)
def test_a_stale_lock_is_noticed(spoil, word) -> None:
    spoilt = spoil(lock.TARGET.read_text(encoding="utf-8"))
    assert any(word in problem for problem in lock.problems(spoilt))


def test_version_is_the_same_everywhere() -> None:
    import crmpersona as cp
    from crmpersona.contract import Provenance

    version = _project()["version"]
    assert cp.__version__ == version
    assert Provenance().version == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_make_explains_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert phony
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    missing = [name for name in phony.group(1).split() if not re.search(rf"^  {name} +\S", shown, flags=re.MULTILINE)]
    assert not missing


def test_the_build_server_runs_make_test_only() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec make test"
    assert "export CRMPERSONA_REQUIRE_SERVICES=1" in lines


def test_hooks_need_no_network() -> None:
    repositories = re.findall(r"^  - repo: (.*)$", (ROOT / ".pre-commit-config.yaml").read_text(), flags=re.MULTILINE)
    assert repositories == ["local"]


def test_no_file_names_a_place_on_one_machine() -> None:
    """A path that starts at the root of somebody's disk works for nobody else."""
    place = re.compile(r"(?<![\w.:/~*)\]}>-])/(?:work|root|home|opt|mnt|Users)/\w")
    wrong = []
    for path in _files():
        if path.suffix in TEXTS and path.stat().st_size < 3_000_000:
            lines = path.read_text(encoding="utf-8").splitlines()
            wrong += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if place.search(line)]
    assert not wrong


def test_files_stay_small() -> None:
    large = {str(path.relative_to(ROOT)): size for path in _files() if (size := path.stat().st_size) > 2_000_000}
    assert not large


def test_nothing_of_the_test_material_is_copied(shared: Path) -> None:
    """The public data stay beside the repository, byte for byte and name for name."""
    sizes = {path.stat().st_size for path in shared.rglob("*") if path.is_file() and path.stat().st_size > 2_000}
    copies = [path for path in _files() if path.suffix in {".gz", ".parquet", ".csv"} and path.stat().st_size in sizes]
    same = [
        f"{copy.relative_to(ROOT)} = {path.name}"
        for copy in copies
        for path in shared.rglob(f"*{copy.suffix}")
        if path.is_file() and path.read_bytes() == copy.read_bytes()
    ]
    assert not same


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    broken = [
        target
        for target in re.findall(r"\]\(([^)#]+)\)", text)
        if not target.startswith("http") and not (ROOT / target).exists()
    ]
    assert not broken


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_code_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 1
    exec(compile(blocks[0], name, "exec"), {"__name__": "__readme__"})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) >= 4
    assert all(line.strip() for line in printed)


def test_readme_twins_say_the_same() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    for pattern in (r"^## ", r"^- ", r"^\|", r"^```"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE))


def test_shipped_notebooks_carry_no_outputs() -> None:
    wrong = []
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert not wrong, f"strip these (pre-commit does): {wrong}"


def test_chinese_texts_say_customer_one_way() -> None:
    """客户 throughout; the other words for customer stay out of what people read."""
    wrong = []
    for path in _files():
        # These read what others wrote: there the other words are column names and placeholders to be understood.
        foreign = any(path.is_relative_to(ROOT / "crmpersona" / part) for part in ("sources", "cleaning/values"))
        ours = path.is_relative_to(ROOT / "crmpersona") and not foreign
        if ours and path.suffix in {".py", ".html", ".j2"}:
            lines = path.read_text(encoding="utf-8").splitlines()
            wrong += [
                f"{path.relative_to(ROOT)}:{n}"
                for n, line in enumerate(lines, 1)
                if re.search("(?<!光)顾客|用户", line)
            ]
    assert not wrong


def test_each_dependency_has_its_reason() -> None:
    reasons = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dependencies")[2].lower()
    names = [re.split(r"[\[<>=!~; ]", line)[0].lower() for line in _project()["dependencies"]]
    spoken = {"ibis-framework": "ibis", "scikit-learn": "scikit-learn"}
    assert not [name for name in names if spoken.get(name, name) not in reasons]
