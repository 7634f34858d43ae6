import type { Example } from '../check'

const APPLICATION = {
  'fly/__init__.py': '',
  'fly/plan.py': `def plan(start, end):\n    return [start, end]\n\n\nAIRPORTS = {\n${Array.from({ length: 60 }, (_, i) => `    'X${i}': ${i},\n`).join('')}}\n`,
  'tests/test_plan.py': "from fly.plan import plan\n\n\ndef test_plan():\n    assert plan('A', 'B') == ['A', 'B']\n",
}
const JOB = (steps: string, on = 'on: [push, pull_request]\n') =>
  `${on}jobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${steps}`

export const examples: readonly Example[] = [
  {
    name: 'Tests on every change, and a release from the pipeline',
    verdict: 'pass',
    at: ['.github/workflows/ci.yml:7', '.github/workflows/release.yml:8'],
    files: {
      ...APPLICATION,
      '.github/workflows/ci.yml': JOB('      - run: pytest\n'),
      '.github/workflows/release.yml': JOB(
        '      - run: python -m build\n      - uses: pypa/gh-action-pypi-publish@release/v1\n',
        'on: release\n',
      ),
    },
  },
  {
    name: 'A local reusable workflow runs the tests with nox',
    verdict: 'pass',
    files: {
      ...APPLICATION,
      'noxfile.py':
        "import nox\n\n\n@nox.session\ndef tests(session):\n    session.install('pytest')\n    session.run('pytest', '-q')\n",
      '.github/workflows/ci.yml': 'on: pull_request\njobs:\n  all:\n    uses: ./.github/workflows/part.yml\n',
      '.github/workflows/part.yml': JOB('      - run: pipx run nox -s tests\n', 'on: workflow_call\n'),
    },
  },
  {
    name: 'GitLab CI tests every push',
    verdict: 'pass',
    at: ['.gitlab-ci.yml:4'],
    files: { ...APPLICATION, '.gitlab-ci.yml': 'test:\n  image: python:3.13\n  script:\n    - pytest\n' },
  },
  {
    name: 'Taskcluster tests pull requests, below a condition',
    verdict: 'pass',
    at: ['.taskcluster.yml:7'],
    files: {
      ...APPLICATION,
      '.taskcluster.yml':
        'version: 1\ntasks:\n  $if: \'tasks_for == "github-pull-request"\'\n  then:\n    - payload:\n        image: python:3.13\n        command: [bash, -c, pytest]\n',
    },
  },
  {
    name: 'Skaffold tests every change in Google Cloud Build',
    verdict: 'pass',
    at: ['.github/cloudbuild/ci.yaml:3'],
    files: {
      ...APPLICATION,
      '.github/cloudbuild/ci.yaml': 'steps:\n  - name: skaffold\n    script: skaffold test\n',
      'skaffold.yaml': 'kind: Config\ntest:\n  - image: fly\n    custom:\n      - command: pytest\n',
    },
  },
  {
    name: 'A pipeline that only deploys',
    verdict: 'partial',
    at: ['.github/workflows/deploy.yml:7'],
    files: { ...APPLICATION, '.github/workflows/deploy.yml': JOB('      - run: flyctl deploy --remote-only\n') },
  },
  {
    name: 'A step that only echoes is no test',
    verdict: 'partial',
    files: {
      ...APPLICATION,
      '.github/workflows/ci.yml': JOB('      - name: Run pytest\n        run: echo "pytest"\n'),
    },
  },
  {
    name: 'Tests run only at night',
    verdict: 'partial',
    files: {
      ...APPLICATION,
      '.github/workflows/ci.yml': JOB('      - run: pytest\n', 'on:\n  schedule:\n    - cron: "0 3 * * *"\n'),
    },
  },
  {
    name: 'A pipeline of a service that no longer exists',
    verdict: 'partial',
    at: ['.travis.yml:1'],
    files: {
      ...APPLICATION,
      'README.md': '# Fly\n[![Build](https://travis-ci.org/sky/fly.svg)](https://travis-ci.org/sky/fly)\n',
      '.travis.yml': 'language: python\nscript:\n  - pytest\n',
    },
  },
  {
    name: 'A repository of shell scripts, linted and tested',
    verdict: 'pass',
    at: ['.github/workflows/ci.yml:8'],
    files: {
      'laptop.sh': '#!/bin/sh -eu\necho ready\n',
      'tests/laptop.bats': '@test "is ready" {\n  run ./laptop.sh\n  [ "$output" = "ready" ]\n}\n',
      '.github/workflows/ci.yml': JOB('      - run: shellcheck *.sh\n      - run: bats tests\n'),
    },
  },
  {
    name: 'The tests keep their status and exit by it later',
    verdict: 'pass',
    at: ['.github/workflows/ci.yml:9'],
    files: {
      ...APPLICATION,
      '.github/workflows/ci.yml': JOB(
        '      - run: |\n          set +e\n          pytest\n          status=$?\n          set -e\n          ./report.sh\n          exit $status\n',
      ),
      'report.sh': 'echo done\n',
    },
  },
  {
    name: "Another repository's workflow that runs tox",
    verdict: 'pass',
    at: ['.github/workflows/ci.yml:3'],
    files: {
      ...APPLICATION,
      'tox.ini': '[testenv]\ncommands = pytest\n',
      '.github/workflows/ci.yml':
        'on: pull_request\njobs:\n  all:\n    uses: sky/workflows/.github/workflows/tox.yml@v1\n',
    },
  },
  {
    name: 'Templates for changes tell of a pipeline that is kept elsewhere',
    verdict: 'partial',
    at: ['.github/pull_request_template.md:1'],
    files: {
      ...APPLICATION,
      '.github/pull_request_template.md': 'Concourse deploys this to production when you merge it.\n',
    },
  },
  {
    name: 'A workflow that is started by hand and does the work itself',
    verdict: 'fail',
    at: ['.github/workflows/collect.yml:1'],
    files: {
      ...APPLICATION,
      '.github/workflows/collect.yml': JOB('      - run: python -m fly.plan\n', 'on: workflow_dispatch\n'),
    },
  },
  { name: 'No pipeline at all', verdict: 'fail', files: APPLICATION },

  {
    name: 'tox by a template of another repository, whose commands tox.ini shows',
    verdict: 'pass',
    at: ['.gitlab-ci.yml:4'],
    files: {
      ...APPLICATION,
      'tox.ini': '[testenv]\ncommands = pytest\n',
      '.gitlab-ci.yml':
        'include:\n  - project: skylark/templates\n    file: /python.yml\nunit:\n  extends: .tox-pipeline\n  stage: test\n',
    },
  },
  {
    name: 'Tested, but released by hand',
    verdict: 'partial',
    at: ['release.sh:2'],
    files: {
      ...APPLICATION,
      'release.sh': '#!/bin/sh\ntwine upload dist/*\n',
      '.github/workflows/ci.yml': JOB('      - run: pytest\n'),
    },
  },
  {
    name: 'Tested, but uploaded by a shortcut in setup.py',
    verdict: 'partial',
    at: ['setup.py:5'],
    files: {
      ...APPLICATION,
      'setup.py':
        'import os\nimport sys\n\nif sys.argv[-1] == "publish":\n    os.system("twine upload dist/*")\n    sys.exit()\n',
      '.github/workflows/ci.yml': JOB('      - run: pytest\n'),
    },
  },
  {
    name: 'A console script whose module does not exist',
    verdict: 'partial',
    at: ['.github/workflows/ci.yml:7'],
    files: {
      ...APPLICATION,
      'pyproject.toml': '[project]\nname = "fly"\nversion = "1.0"\n\n[project.scripts]\nfly = "fly.__main__:main"\n',
      '.github/workflows/ci.yml': JOB('      - run: fly prepare\n      - run: pytest\n'),
    },
  },
  {
    name: 'Another workflow installs from a file that does not exist',
    verdict: 'partial',
    at: ['.github/workflows/tag.yml:7'],
    files: {
      ...APPLICATION,
      '.github/workflows/ci.yml': JOB('      - run: pytest\n'),
      '.github/workflows/tag.yml': JOB('      - run: pip install -r requirements/dev.txt\n', 'on: workflow_dispatch\n'),
    },
  },
  {
    name: 'Workflows in a folder where GitHub does not look for them',
    verdict: 'partial',
    at: ['backend/.github/workflows/ci.yml:1'],
    files: { ...APPLICATION, 'backend/.github/workflows/ci.yml': JOB('      - run: pytest\n') },
  },
  {
    name: 'A workflow without a job',
    verdict: 'fail',
    files: { ...APPLICATION, '.github/workflows/ci.yml': 'on: [push]\n' },
  },
  {
    name: 'Jenkins installs a requirements file of its workspace that does not exist',
    verdict: 'partial',
    at: ['Jenkinsfile:5'],
    files: {
      ...APPLICATION,
      Jenkinsfile: `pipeline {\n  stages {\n    stage("Test") {\n      steps {\n        sh "pip install -r \${env.WORKSPACE}/requirements/test.txt"\n        sh "pytest"\n      }\n    }\n  }\n}\n`,
    },
  },
  {
    name: 'Travis enters a folder before it installs',
    verdict: 'pass',
    at: ['.travis.yml:6'],
    files: {
      ...APPLICATION,
      'backend/requirements.txt': 'flask==3.1.2\n',
      '.travis.yml':
        'language: python\nbefore_install:\n  - cd backend\ninstall: pip install -r requirements.txt\nscript:\n  - pytest\n',
    },
  },
]
