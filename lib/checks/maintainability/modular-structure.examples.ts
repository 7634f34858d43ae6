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
  { name: 'Shell only', verdict: 'not_applicable', files: { 'deploy.sh': 'echo deploy\n' } },
]
