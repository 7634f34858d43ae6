import type { Example } from '../check'

const TYPED = `def total(prices: list[float], *, tax: float = 0.19) -> float:
    return sum(prices) * (1 + tax)


class Basket:
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.items: list[float] = []

    def add(self, price: float) -> None:
        self.items.append(price)

    def total(self) -> float:
        return total(self.items)
`
const HALF = `def total(prices: list[float], tax: float) -> float:
    return sum(prices) * (1 + tax)


def cheapest(prices: list[float]) -> float:
    return min(prices)


def dearest(prices):
    return max(prices)


def mean(prices):
    return sum(prices) / len(prices)
`
const UNTYPED = `def total(prices, tax=0.19):
    return sum(prices) * (1 + tax)


def cheapest(prices):
    return min(prices)
`
const MYPY = 'on: [push]\njobs:\n  types:\n    runs-on: ubuntu-latest\n    steps:\n      - run: uvx mypy shop\n'
/** Enough code not to be taken for a repository without Python. */
const FILLER = `CURRENCIES = {\n${Array.from({ length: 60 }, (_, i) => `    'C${i}': ${i + 1},\n`).join('')}}\n`

export const examples: readonly Example[] = [
  {
    name: 'Every function says what it takes and returns',
    verdict: 'pass',
    at: ['shop/basket.py:1'],
    files: { 'shop/__init__.py': '', 'shop/basket.py': TYPED, 'shop/money.py': FILLER },
  },
  {
    name: 'Half of the functions, held by mypy in the pipeline',
    verdict: 'pass',
    at: ['.github/workflows/types.yml:6'],
    files: {
      'shop/__init__.py': '',
      'shop/prices.py': HALF,
      'shop/money.py': FILLER,
      '.github/workflows/types.yml': MYPY,
    },
  },
  {
    name: 'Type comments count as annotations',
    verdict: 'pass',
    files: {
      'shop/__init__.py': '',
      'shop/money.py': FILLER,
      'shop/prices.py':
        'def total(prices, tax):\n    # type: (list, float) -> float\n    return sum(prices) * (1 + tax)\n',
    },
  },
  {
    name: 'Half of the functions, and mypy is only configured',
    verdict: 'partial',
    at: ['pyproject.toml:4', 'shop/prices.py:9'],
    files: {
      'pyproject.toml': '[project]\nname = "shop"\n\n[tool.mypy]\nstrict = true\n',
      'shop/__init__.py': '',
      'shop/money.py': FILLER,
      'shop/prices.py': HALF,
    },
  },
  {
    name: 'A type checker that runs over code without annotations',
    verdict: 'partial',
    files: {
      'shop/__init__.py': '',
      'shop/prices.py': UNTYPED,
      'shop/money.py': FILLER,
      '.github/workflows/types.yml': MYPY,
    },
  },
  {
    name: 'No annotations and no checker',
    verdict: 'fail',
    at: ['shop/prices.py:1'],
    files: { 'shop/__init__.py': '', 'shop/prices.py': UNTYPED, 'shop/money.py': FILLER },
  },
  {
    name: 'Half of it is Python 2, and none of it is annotated',
    verdict: 'fail',
    at: ['shop/prices.py', 'shop/money.py:1'],
    files: {
      'shop/__init__.py': '',
      'shop/prices.py': `def price(item):\n    print item\n\n\n${FILLER}`,
      'shop/money.py': `def convert(money, rate):\n    return money * rate\n\n\n${FILLER}`,
    },
  },
  {
    name: 'A repository without Python',
    verdict: 'not_applicable',
    files: { 'README.md': '# Charts\n', 'index.html': '<p>Charts</p>\n' },
  },
]
