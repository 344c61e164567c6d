"""The papers of a complete sample say word for word what was accepted before."""

from pathlib import Path

import pytest

from dossier_app.service.exports import ExportRequest, export
from tests.golden.compare import check, pdf_text, sheet_cells, word_paragraphs

READERS = {".pdf": pdf_text, ".xlsx": sheet_cells, ".docx": word_paragraphs}
PAPERS = [
    ("tender-pack", "00_摘要.pdf"),
    ("tender-pack", "01_投标支持文件.pdf"),
    ("tender-pack", "02_投标表格.xlsx"),
    ("tender-pack", "02_投标表格.docx"),
    ("ptr", "产品技术要求.pdf"),
    ("ptr", "产品技术要求.docx"),
    ("classification", "分类判定说明.pdf"),
]


@pytest.fixture(scope="module")
def papers(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dossier_app.service.workspace import Workspace

    out = tmp_path_factory.mktemp("papers")
    with Workspace.open(sample_folder, write=False) as workspace:
        for what in ("tender-pack", "ptr", "classification"):
            export(workspace, ExportRequest("lung-nodule", what, out / what))
    return out


@pytest.mark.parametrize(("what", "name"), PAPERS)
def test_the_paper_says_what_was_accepted(papers, what, name):
    path = papers / what / name
    check(f"lung-nodule-{path.stem}{path.suffix.replace('.', '-')}", READERS[path.suffix](path))
