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
    name: 'A title only',
    verdict: 'fail',
    at: ['README.md'],
    files: { 'README.md': '# depot\n', 'depot.py': 'def sort(): ...\n' },
  },
  { name: 'No README at all', verdict: 'fail', files: { 'depot.py': 'def sort(): ...\n' } },
]
