import type { Example } from '../check'

const SERVICE = 'from fastapi import FastAPI\n\napp = FastAPI()\n'

export const examples: readonly Example[] = [
  {
    name: 'What it is, how to install it and how to run it',
    verdict: 'pass',
    at: ['README.md:7', 'README.md:13'],
    files: {
      'README.md':
        '# Parcel tracker\n\nKeeps the whereabouts of every parcel between two depots.\n\n## Install\n\n    uv sync\n\n## Run\n\n```sh\n# in the project folder\nuv run uvicorn tracker.main:app\n```\n',
      'tracker/main.py': SERVICE,
    },
  },
  {
    name: 'Instructions on a page of the repository that the README links',
    verdict: 'pass',
    at: ['docs/setup.md:4'],
    files: {
      'README.md':
        '# Parcel tracker\n\nKeeps the whereabouts of every parcel between two depots. See [how to set it up](docs/setup.md).\n',
      'docs/setup.md': '# Set up\n\n```sh\npip install -r requirements.txt\npython tracker.py\n```\n',
      'requirements.txt': 'flask==3.1.0\n',
      'tracker.py': 'print("hello")\n',
    },
  },
  {
    name: 'Nothing about running it',
    verdict: 'partial',
    at: ['README.md:5'],
    files: {
      'README.md': '# Depot\n\nSorts parcels by the depot that they leave from.\n\n`pip install depot`\n',
      'depot.py': 'def sort(): ...\n',
    },
  },
  {
    name: 'A command that names a file which does not exist',
    verdict: 'partial',
    at: ['README.md:6'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n```sh\npip install -r requirements-dev.txt\npython depot.py --all\n```\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'Commands only: no sentence says what it is',
    verdict: 'partial',
    files: {
      'README.md':
        '# depot\n\n![banner](banner.png)\n\n## Setting up\n\n### uv\n\nWe use uv to manage the dependencies of this.\n\n```sh\nuv sync\n```\n\n## To run it\n\n```sh\nuv run depot.py\n```\n\n## Shell\n\nTo open the interactive shell of it, type:\n\n```sh\nuv run python -i depot.py\n```\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A target of the Makefile that installs and starts it',
    verdict: 'pass',
    at: ['README.md:7'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n```sh\ngit clone https://git.example/depot\nmake deploy\n```\n',
      Makefile: 'deploy:\n\tmake install && \\\n\tmake run\n\ninstall:\n\tuv sync\n\nrun:\n\tuv run depot.py\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'Notebooks are used by opening them',
    verdict: 'pass',
    at: ['README.md:5'],
    files: {
      'README.md':
        '# Parcels in numbers\n\nHow long parcels wait in each depot, in twelve notebooks.\n\n[Start here](notebooks/waiting.ipynb), after `conda env create -n parcels`.\n',
      'notebooks/waiting.ipynb': JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: ['print(1)\n'] }],
      }),
    },
  },
  {
    name: 'Documentation that is built from the repository',
    verdict: 'pass',
    at: ['manual/start/installation.md:4'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from. Read the [documentation](https://depot.example/docs/).\n',
      'mkdocs.yml': 'site_name: Depot\ndocs_dir: manual\n',
      'manual/start/installation.md': '# Installation\n\n```sh\npip install depot\npython -m depot\n```\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A command of make where there is no Makefile',
    verdict: 'partial',
    at: ['README.md:7'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n```sh\npip install depot\nmake run\n```\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A template to copy that is not there',
    verdict: 'partial',
    at: ['README.md:5'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n1. Copy `.env.sample` to create `.env`\n2. Run `pip install depot`\n3. Run `python depot.py`\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A command that enters a folder which does not exist',
    verdict: 'partial',
    at: ['README.md:6'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n```sh\ncd zones/nothern\npip install -r requirements.txt\npython depot.py\n```\n',
      'zones/northern/requirements.txt': 'flask==3.1.0\n',
      'zones/northern/depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A program that the README has its reader save',
    verdict: 'pass',
    at: ['README.md:12'],
    files: {
      'README.md':
        '# Depot\n\nSorts parcels by the depot that they leave from.\n\n## Try it\n\n```python\nimport depot\n```\n\n```sh\npip install depot\npython try.py\n```\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'Notes of a work in progress and commands',
    verdict: 'partial',
    files: {
      'README.md':
        'Stay tuned: all of this is being written anew.\n\n- [ ] Explain the code and its patterns here\n\n```sh\nuv sync\nuv run depot.py\n```\n\nParcels wait in the queue until a zone is free.\n',
      'depot.py': 'print("sorted")\n',
    },
  },
  {
    name: 'A title only',
    verdict: 'fail',
    at: ['README.md'],
    files: { 'README.md': '# depot\n', 'depot.py': 'def sort(): ...\n' },
  },
  { name: 'No README at all', verdict: 'fail', files: { 'depot.py': 'def sort(): ...\n' } },
]
