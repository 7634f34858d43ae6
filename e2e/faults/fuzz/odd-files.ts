/** Files that the examples of the checks hold too few of, so that each kind has something to begin with. */
export const ODD_FILES: Readonly<Record<string, string>> = {
  '.gitattributes':
    '* text=auto\n[attr]binary -diff -merge -text\ntests/** export-ignore\nVERSION export-subst\n"a b.py" linguist-vendored\n*.ipynb filter=nbstripout\n',
  '.gitmodules': '[submodule "lib"]\n\tpath = vendor/lib\n\turl = ../lib.git\n\tbranch = .\n',
  '.gitignore': '# made\n/build/\n*.py[cod]\n!keep.py\n**/cache/**\n\\#odd\\ \nlib/*/[!a-c]?\n.env\n',
  '.dockerignore': '**/.git\n!app\n*.md\n',
  CODEOWNERS: '* @hangar/engines\n/app/ @ada ada@example.test\n\\#x @y\n',
  'setup.cfg':
    '[metadata]\nname = x\nversion = attr: x.__version__\n[options]\npackages = find:\ninstall_requires =\n    requests>=2; python_version<"3.9"\n    fastapi[all]==0.1\n[options.extras_require]\ntest = pytest\n[options.entry_points]\nconsole_scripts =\n    x = x.cli:main\n[flake8]\nper-file-ignores =\n    a.py: E1\n[mypy]\nstrict = True\n[coverage:report]\nfail_under = 80\n',
  'setup.py':
    'from setuptools import setup, find_packages\nimport os\nREQ = [l.strip() for l in open("requirements.txt")]\nsetup(name="x", version="1", packages=find_packages(), install_requires=REQ + ["requests>=2,<3"], extras_require={"test": ["pytest"]}, entry_points={"console_scripts": ["x=x:main"]})\n',
  Pipfile:
    '[[source]]\nurl = "https://pypi.org/simple"\nname = "pypi"\n[packages]\nrequests = "*"\nfastapi = {version = "==0.1", extras = ["all"]}\nx = {git = "https://h/x.git", ref = "main"}\n[dev-packages]\npytest = ">=8"\n[requires]\npython_version = "3.12"\n',
  'Pipfile.lock':
    '{"_meta": {"hash": {"sha256": "0"}, "requires": {}, "sources": []}, "default": {"requests": {"hashes": ["sha256:0"], "version": "==2.1", "markers": "x"}}, "develop": {"pytest": {"version": "==8.0"}}}\n',
  'poetry.lock':
    '[[package]]\nname = "requests"\nversion = "2.1"\noptional = false\npython-versions = ">=3.8"\nfiles = [{file = "a.whl", hash = "sha256:0"}]\n[package.dependencies]\nidna = {version = ">=2", markers = "x"}\n[package.extras]\nsocks = ["a"]\n[metadata]\nlock-version = "2.0"\ncontent-hash = "0"\n',
  'pdm.lock':
    '[metadata]\ngroups = ["default"]\nlock_version = "4.4"\ncontent_hash = "sha256:0"\n[[package]]\nname = "requests"\nversion = "2.1"\ndependencies = ["idna"]\n',
  'uv.lock':
    'version = 1\nrequires-python = ">=3.12"\n[[package]]\nname = "x"\nversion = "0.1"\nsource = { editable = "." }\ndependencies = [{ name = "requests", marker = "x" }]\n[package.metadata]\nrequires-dist = [{ name = "requests", specifier = ">=2" }]\n[[package]]\nname = "requests"\nversion = "2.1"\nsource = { registry = "https://pypi.org/simple" }\n',
  'pylock.toml':
    'lock-version = "1.0"\ncreated-by = "uv"\n[[packages]]\nname = "requests"\nversion = "2.1"\n[packages.archive]\nurl = "x"\n',
  'pixi.lock':
    'version: 5\nenvironments:\n  default:\n    packages:\n      linux-64:\n      - conda: https://x/a-1-0.conda\npackages:\n- kind: conda\n  name: a\n  version: 1\n',
  'conda-lock.yml': 'version: 1\npackage:\n- name: a\n  version: 1.0\n  manager: pip\n',
  'environment.yml':
    'name: x\nchannels: [conda-forge]\ndependencies:\n- python=3.12\n- numpy>=1\n- pip:\n  - -r requirements.txt\n  - fastapi==0.1\n',
  'requirements-dev.txt':
    '-r requirements.txt\n-c constraints.txt\n--index-url https://x\n-e git+https://h/x@main#egg=x&subdirectory=y\nrequests[socks]>=2,!=2.1 ; python_version < "3.9" \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nx @ https://h/x.whl # c\n./local\n',
  '.gitlab-ci.yml':
    'include:\n- local: /ci.yml\n- template: X\nstages: [test, deploy]\ndefault:\n  image: python:3.12\n.base: &base\n  before_script:\n  - pip install -r requirements.txt\ntest:\n  extends: .base\n  <<: *base\n  stage: test\n  script:\n  - pytest || true\n  - !reference [.base, before_script]\n  allow_failure: true\n  rules:\n  - if: $CI\n  parallel:\n    matrix:\n    - A: [1, 2]\ndeploy:\n  needs: [test]\n  trigger: x\n  script: kubectl apply -f k8s/\n',
  'ci.yml': 'x:\n  script: [ruff check]\n',
  'azure-pipelines.yml':
    'trigger: [main]\nparameters:\n- name: a\n  default: 1\nstages:\n- stage: A\n  jobs:\n  - job: B\n    strategy:\n      matrix:\n        x: {p: 3.12}\n    steps:\n    - script: pytest $(x)\n      continueOnError: true\n    - template: t.yml\n      parameters: {a: 1}\n    - ${{ each x in parameters.y }}:\n      - bash: ruff check\n',
  '.circleci/config.yml':
    'version: 2.1\norbs:\n  python: circleci/python@2\ncommands:\n  t:\n    parameters: {x: {type: string, default: a}}\n    steps:\n    - run: pytest << parameters.x >>\njobs:\n  test:\n    docker: [{image: python}]\n    steps:\n    - checkout\n    - t: {x: b}\n    - when:\n        condition: true\n        steps: [{run: {name: a, command: ruff check}}]\nworkflows:\n  a:\n    jobs: [test, {deploy: {requires: [test]}}]\n',
  Jenkinsfile:
    "pipeline {\n  agent { docker { image 'python' } }\n  stages {\n    stage('Test') { steps { sh '''\n pytest || true\n ''' ; sh \"ruff ${X}\" } }\n    stage('P') { parallel { stage('A') { steps { sh 'mypy' } } } }\n  }\n  // c\n  post { always { junit 'x' } }\n}\n",
  '.travis.yml':
    'language: python\npython: [3.12]\nmatrix:\n  include:\n  - env: A=1\n    script: tox\ninstall: pip install .\nscript:\n- pytest\n- ruff check || true\ndeploy:\n  provider: pypi\n',
  'bitbucket-pipelines.yml':
    'pipelines:\n  default:\n  - step: &t\n      script: [pytest]\n  - parallel:\n    - step: *t\n',
  '.buildkite/pipeline.yml': 'steps:\n- label: t\n  command: pytest\n- group: g\n  steps:\n  - commands: [a, b]\n',
  '.drone.yml': 'kind: pipeline\nsteps:\n- name: t\n  commands: [pytest]\n---\nkind: secret\n',
  '.github/workflows/odd.yml':
    'name: x\non:\n  push: {branches: [main]}\n  workflow_call:\n    inputs: {a: {type: string}}\nenv: {A: b}\njobs:\n  t:\n    if: ${{ github.event_name == \'push\' && !cancelled() }}\n    strategy:\n      fail-fast: false\n      matrix:\n        p: [3.12, "3.13"]\n        include: [{p: 3.14, x: y}]\n        exclude: ${{ fromJSON(inputs.a) }}\n    runs-on: ${{ matrix.p }}\n    continue-on-error: true\n    steps:\n    - uses: actions/setup-python@v5\n      with: {python-version: "${{ matrix.p }}"}\n    - run: |\n        set +e\n        for x in a b; do pytest $x || exit 1; done\n      shell: bash -l {0}\n      working-directory: a\n    - uses: ./.github/actions/a\n  c:\n    uses: ./.github/workflows/ci.yml\n    needs: t\n    secrets: inherit\n',
  '.github/actions/a/action.yml':
    'name: a\ninputs: {x: {default: y}}\nruns:\n  using: composite\n  steps:\n  - run: pytest ${{ inputs.x }}\n    shell: bash\n',
  'tox.ini':
    '[tox]\nenvlist = py{311,312}-{a,b}, lint\n[testenv]\ndeps =\n    -r requirements.txt\n    a: x\ncommands =\n    pytest {posargs:tests}\n    - ruff check\n[testenv:lint]\ncommands = {[testenv]commands}\n',
  'noxfile.py':
    'import nox\n@nox.session(python=["3.12"])\n@nox.parametrize("x", [1])\ndef tests(session, x):\n    session.install("-r", "requirements.txt")\n    session.run("pytest", *session.posargs)\n',
  Makefile:
    'include x.mk\nPY ?= python3\nA := $(shell echo x)\n.PHONY: test run\ntest: lint\n\t@$(PY) -m pytest \\\n\t\ttests || true\nlint:; ruff check\n%.o: %.c\n\techo $@ $< $(A:%=b)\nrun:\n\tuvicorn app.main:app\ndefine X\na\nendef\n',
  justfile:
    'set shell := ["bash", "-c"]\nx := `echo a`\ntest *args: lint\n    pytest {{args}}\n@lint:\n    ruff check\n',
  'Taskfile.yml':
    'version: "3"\ntasks:\n  test:\n    deps: [lint]\n    cmds: [pytest, {task: lint}]\n  lint: ruff check\n',
  '.pre-commit-config.yaml':
    'default_stages: [pre-commit]\nrepos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  rev: v0.1\n  hooks:\n  - id: ruff\n    args: [--fix]\n    files: ^a/\n- repo: local\n  hooks:\n  - id: mypy\n    entry: mypy\n    language: system\n- repo: meta\n  hooks: [{id: check-hooks-apply}]\n',
  'docker-compose.yml':
    'x-base: &b\n  image: a:${TAG:-latest}\nservices:\n  web:\n    <<: *b\n    build: {context: ., dockerfile: Dockerfile, args: {A: b}, target: c}\n    command: ["sh", "-c", "uvicorn app.main:app --reload"]\n    entrypoint: a\n    env_file: [.env, {path: b, required: false}]\n    environment: [A=b, C]\n    healthcheck: {test: [CMD, curl, -f, http://x]}\n    depends_on: {db: {condition: service_healthy}}\n    deploy: {replicas: 2}\n  db:\n    extends: {file: c.yml, service: d}\n    environment: {POSTGRES_PASSWORD: secret}\ninclude: [d.yml]\n',
  'Dockerfile.odd':
    '# syntax=docker/dockerfile:1\n# escape=`\nARG V=3.12\nFROM --platform=$BUILDPLATFORM python:${V}-slim AS base\nSHELL ["/bin/bash", "-c"]\nARG V\nENV A=b C="d e" \\\n  # c\n  F=g\nRUN --mount=type=cache,target=/x <<EOF\npip install -r requirements.txt\nEOF\nCOPY --from=base --chown=a:b ["a", "b"]\nADD https://x /y\nONBUILD RUN x\nHEALTHCHECK --interval=5s CMD curl x || exit 1\nUSER ${U:-app}\nFROM base\nENTRYPOINT ["python", "-m", "app"]\nCMD exec gunicorn -w 4 app:app\n',
  'k8s/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      initContainers: [{name: i, image: x}]\n      containers:\n      - name: a\n        image: x\n        command: [gunicorn]\n        args: ["-w", "4", "app:app"]\n        env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: B, value: c}]\n        livenessProbe: {httpGet: {path: /health, port: 80}}\n---\nkind: List\nitems: [{kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: {containers: [{command: [x]}]}}}}}}]\n',
  'chart/templates/a.yaml':
    '{{- if .Values.x }}\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: {{ .Values.image | quote }}\n        command: {{ toYaml .Values.c | nindent 8 }}\n{{- end }}\n',
  Procfile:
    'web: gunicorn app:app --log-file -\nworker: celery -A app worker\nrelease: python manage.py migrate\n# c\n',
  'app.json': '{"scripts": {"postdeploy": "x"}, "formation": {"web": {"quantity": 1}}, "env": {"A": {"value": "b"}}}\n',
  'supervisord.conf': '[program:web]\ncommand=uvicorn app.main:app\nenvironment=A="b",C="%(ENV_C)s"\nautostart=true\n',
  'deploy/web.service':
    '[Unit]\nDescription=x\n[Service]\nEnvironment=A=b "C=d e"\nExecStartPre=-/bin/x\nExecStart=/usr/bin/gunicorn \\\n  app:app\nRestart=always\n',
  'entrypoint.sh':
    '#!/bin/bash\nset -euo pipefail\nif [ "${A:-}" = b ]; then\n  exec gunicorn app:app\nelif test -n "$C"; then case "$1" in a|b) celery worker ;; *) "$@" ;; esac\nfi\nfor x in $(ls); do echo "$x" > y 2>&1; done\nf() { local a="${1%%.*}"; cat <<EOF | tee z\n$a\nEOF\n}\nf x && exec uvicorn app.main:app --reload || true &\n',
  '.env': '# c\nexport A=b\nSECRET_KEY="a#b" # c\nDATABASE_URL=postgres://u:p@h/d\nMULTI="a\nb"\nX=${A}\n',
  'serverless.yml':
    'service: x\nprovider: {name: aws, runtime: python3.12, environment: {A: "${env:B}"}}\nfunctions:\n  a: {handler: app.main.handler, events: [{http: {path: x, method: get}}]}\n',
  'openapi.yaml':
    'openapi: 3.0.0\ninfo: {title: x, version: 1}\npaths:\n  /a:\n    get: {summary: x, responses: {200: {description: y, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}\ncomponents: {schemas: {A: {type: object}}}\n',
  'note.ipynb':
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"language": "python"}}, "cells": [{"cell_type": "code", "metadata": {}, "source": ["%matplotlib inline\\n", "import csv\\n"], "outputs": []}, {"cell_type": "markdown", "source": "# X"}]}\n',
  'pyproject.toml':
    '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "x"\ndynamic = ["version"]\nrequires-python = ">=3.12"\ndependencies = ["requests>=2,<3; python_version<\'3.9\'", "fastapi[all]==0.1", "x @ git+https://h/x"]\n[project.optional-dependencies]\ntest = ["pytest"]\n[project.scripts]\nx = "x.cli:main"\n[dependency-groups]\ndev = ["ruff", {include-group = "test"}]\n[tool.poetry.dependencies]\npython = "^3.12"\na = {version = "^1", optional = true}\n[tool.uv.sources]\nx = { path = "../x" }\n[tool.ruff]\nexclude = ["a/**"]\n[tool.ruff.lint]\nselect = ["E"]\nper-file-ignores = {"a.py" = ["E1"]}\n[tool.pytest.ini_options]\naddopts = "--cov=x --cov-fail-under=80"\n[tool.mypy]\nstrict = true\n[[tool.mypy.overrides]]\nmodule = "a.*"\n[tool.coverage.report]\nfail_under = 80.5\n[tool.airworthy]\nkind = "library"\nexclude = ["docs/**"]\n[tool.airworthy.exempt]\ntesting = "because"\n',
}
