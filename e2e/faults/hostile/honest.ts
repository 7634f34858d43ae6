/** A small service that is what it says: what is judged of it must not depend on what stands beside it. */
export const HONEST: Readonly<Record<string, string>> = {
  'app/__init__.py': '',
  'app/main.py': `import logging

from fastapi import FastAPI

logger = logging.getLogger(__name__)
app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    logger.info("asked")
    return {"status": "ok"}
${'\n\ndef add(first: int, second: int) -> int:\n    """Adds."""\n    return first + second\n'.repeat(20)}`,
  'tests/test_main.py': 'from app.main import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n',
  'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.0\n',
  Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "app.main:app"]\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pip install -r requirements.txt\n      - run: pytest\n',
  'README.md': '# Add\n\nAdds two numbers over HTTP.\n\n## Run\n\n    uvicorn app.main:app\n',
}
