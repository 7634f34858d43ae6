import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `RATE_${i} = ${i}\n`).join('')

export const examples: readonly Example[] = [
  {
    name: 'One package below src, with a thin entry point',
    verdict: 'pass',
    at: ['src/freight/rates.py'],
    files: {
      'src/freight/__init__.py': '',
      'src/freight/rates.py': lines(200),
      'src/freight/zones.py': lines(120),
      'main.py': 'from freight import rates\n\nprint(rates.RATE_1)\n',
    },
  },
  {
    name: 'A package beside entry points and settings at the root',
    verdict: 'pass',
    at: ['freight/rates.py'],
    files: {
      'freight/__init__.py': '',
      'freight/rates.py': lines(60),
      'wsgi.py': lines(10),
      'config.py': lines(20),
      'gunicorn.conf.py': lines(10),
    },
  },
  {
    name: 'A package without __init__.py that is imported by its name',
    verdict: 'pass',
    at: ['src/main.py'],
    files: {
      'src/main.py': `from src.rates import RATE_1\n${lines(40)}`,
      'src/rates.py': lines(60),
    },
  },
  {
    name: 'Folders below a package without __init__.py that is imported by its name',
    verdict: 'pass',
    at: ['bot/__main__.py'],
    files: {
      'bot/__main__.py': 'from bot.utils.units import RATE_1\n\nprint(RATE_1)\n',
      'bot/utils/units.py': lines(60),
      'bot/cogs/rates.py': lines(200),
      'bot/cogs/zones.py': lines(200),
    },
  },
  {
    name: 'Folders below one that only ends like what is imported',
    verdict: 'fail',
    files: {
      'main.py': 'import tools.units\n',
      'tools/units.py': lines(20),
      'old/tools/monthly/rates.py': lines(200),
      'old/tools/monthly/zones.py': lines(200),
    },
  },
  {
    name: 'Neighbours imported by their bare name where the script beside them is what the image starts',
    verdict: 'pass',
    at: ['pages/Home.py'],
    files: {
      Dockerfile: 'FROM python:3.13-slim\nCOPY pages/ /app/\nWORKDIR /app\nCMD ["streamlit", "run", "Home.py"]\n',
      'pyproject.toml': '[project]\nname = "freight"\n[project.scripts]\nfreight = "freight.main:main"\n',
      'freight/__init__.py': '',
      'freight/main.py': `def main():\n    return 1\n${lines(60)}`,
      'pages/__init__.py': '',
      'pages/Home.py': `import rates\n\nprint(rates.RATE_1)\n${lines(30)}`,
      'pages/rates.py': lines(200),
    },
  },
  {
    name: 'Neighbours imported by their bare name in a package that no script starts',
    verdict: 'partial',
    at: ['pages/home.py:1'],
    files: {
      'pyproject.toml': '[project]\nname = "freight"\n[project.scripts]\nfreight = "pages.home:main"\n',
      'pages/__init__.py': '',
      'pages/home.py': `import rates\n\n\ndef main():\n    return rates.RATE_1\n${lines(30)}`,
      'pages/rates.py': lines(200),
    },
  },
  {
    name: 'The folders that Airflow reads',
    verdict: 'pass',
    at: ['dags/billing/nightly.py'],
    files: { 'dags/billing/nightly.py': lines(200), 'dags/freight/hourly.py': lines(190) },
  },
  {
    name: 'Folders below a package, and scripts for its keepers beside it',
    verdict: 'pass',
    at: ['freight/zones/rates.py'],
    files: {
      'freight/__init__.py': '',
      'freight/zones/rates.py': lines(300),
      'scripts/fill_zones.py': lines(60),
      'scripts/load_rates.py': lines(60),
      'scripts/drop_rates.py': lines(60),
      'scripts/send_rates.py': lines(60),
    },
  },
  {
    name: 'A folder of a project whose modules import each other relatively',
    verdict: 'pass',
    at: ['api/main.py'],
    files: {
      'api/requirements.txt': 'flask==3.1.0\n',
      'api/main.py': `from .zones.rates import RATE_1\n${lines(200)}`,
      'api/zones/rates.py': lines(150),
    },
  },
  {
    name: 'A table of data is no module that does everything',
    verdict: 'pass',
    at: ['freight/depots.py'],
    files: {
      'freight/__init__.py': '',
      'freight/zones.py': `ZONES = {\n${Array.from({ length: 1600 }, (_, i) => `    "${i}": ${i},\n`).join('')}}\n`,
      'freight/rates.py': lines(300),
      'freight/depots.py': lines(300),
    },
  },
  {
    name: 'Modules that build on each other without a package',
    verdict: 'partial',
    at: ['rate_service.py:1'],
    files: {
      'rate_controller.py': `from rate_service import RATE_1\n${lines(100)}`,
      'rate_service.py': `from rate_store import RATE_1\n${lines(110)}`,
      'rate_store.py': `from rate_model import RATE_1\n${lines(90)}`,
      'rate_model.py': lines(60),
    },
  },
  {
    name: 'A small program in one tidy module',
    verdict: 'partial',
    at: ['freight.py:1'],
    files: { 'freight.py': lines(80) },
  },
  {
    name: 'A package with many loose modules beside it',
    verdict: 'partial',
    at: ['import_zones.py:1'],
    files: {
      'freight/__init__.py': '',
      'freight/rates.py': lines(300),
      'import_zones.py': lines(60),
      'export_rates.py': lines(50),
      'fix_prices.py': lines(40),
    },
  },
  {
    name: 'A published package whose modules find each other only in their own folder',
    verdict: 'partial',
    at: ['freight/cli.py:1'],
    files: {
      'setup.py':
        "from setuptools import setup\n\nsetup(name='freight', packages=['freight'], entry_points={'console_scripts': ['freight=freight.cli:main']})\n",
      'freight/__init__.py': '',
      'freight/cli.py': `import zones\n\n\ndef main():\n    print(zones)\n${lines(60)}`,
      'freight/zones.py': lines(90),
    },
  },
  {
    name: 'A module named as the distribution that it imports',
    verdict: 'pass',
    at: ['freight/__init__.py'],
    files: {
      'setup.py':
        "from setuptools import setup\n\nsetup(name='freight', packages=['freight'], install_requires=['keyring'], entry_points={'console_scripts': ['freight=freight.cli:main']})\n",
      'freight/__init__.py': lines(5),
      'freight/cli.py': `def main():\n    return 1\n${lines(60)}`,
      'freight/keyring.py': `import keyring\n\nGET = keyring.get_password\n${lines(80)}`,
    },
  },
  {
    name: 'A package that a module of it is named for, and one named for what it imports',
    verdict: 'pass',
    at: ['src/freight/__init__.py'],
    files: {
      'setup.py':
        "from setuptools import setup\n\nsetup(name='freight', package_dir={'': 'src'}, packages=['freight'], entry_points={'console_scripts': ['freight=freight.cli:main']})\n",
      'src/freight/__init__.py': `from .freight import RATE_1\n${lines(5)}`,
      'src/freight/freight.py': lines(90),
      'src/freight/cli.py': `from freight import RATE_1\n\n\ndef main():\n    return RATE_1\n${lines(60)}`,
      'src/freight/depot_sdk.py': `from depot_sdk import Depot\n\nDEPOT = Depot()\n${lines(80)}`,
    },
  },
  {
    name: 'A package of plugins below a folder of loose modules',
    verdict: 'partial',
    at: ['bot/main.py:1'],
    files: {
      'bot/main.py': `from rates import RATE_1\n${lines(200)}`,
      'bot/rates.py': lines(150),
      'bot/plugins/__init__.py': '',
      'bot/plugins/zones.py': lines(190),
    },
  },
  {
    name: 'A module that does everything',
    verdict: 'partial',
    at: ['freight/core.py:1'],
    files: { 'freight/__init__.py': '', 'freight/core.py': lines(1600), 'freight/zones.py': lines(300) },
  },
  {
    name: 'Hundreds of lines in loose scripts',
    verdict: 'fail',
    at: ['freight.py:1'],
    files: { 'freight.py': lines(280), 'zones.py': lines(90) },
  },
  {
    name: 'A package in name only: all of it is one file',
    verdict: 'fail',
    at: ['freight/freight.py:1'],
    files: { 'freight/__init__.py': '', 'freight/freight.py': lines(400), 'freight/__main__.py': lines(3) },
  },
  {
    name: 'A folder whose modules import each other as if it were none',
    verdict: 'fail',
    at: ['bot/main.py:1'],
    files: { 'bot/main.py': `from rates import RATE_1\n${lines(200)}`, 'bot/rates.py': lines(190) },
  },
  { name: 'Shell only', verdict: 'not_applicable', files: { 'deploy.sh': 'echo deploy\n' } },
]
