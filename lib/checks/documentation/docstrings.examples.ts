import type { Example } from '../check'

const BRANCHES = Array.from({ length: 12 }, (_, i) => `    if weight > ${i}:\n        price += ${i}\n`).join('')

export const examples: readonly Example[] = [
  {
    name: 'What others call says what it is for',
    verdict: 'pass',
    at: ['rates/table.py'],
    files: {
      'rates/__init__.py': '',
      'rates/table.py':
        '"""Freight rates by zone."""\n\n\nclass Table:\n    """Rates of one carrier."""\n\n    def price(self, zone):\n        """Price in cents for a zone."""\n        return self.zones[zone]\n\n    def zones_of(self, country):\n        return [zone for zone in self.zones if zone.country == country]\n'.padEnd(
          10,
        ) + filler(),
    },
  },
  {
    name: 'Only some of it is documented',
    verdict: 'partial',
    at: ['rates/table.py:5'],
    files: {
      'rates/__init__.py': '',
      'rates/table.py':
        '"""Freight rates by zone."""\n\n\n# rates of one carrier\nclass Table:\n    def price(self, zone):\n        return self.zones[zone]\n\n    def zones_of(self, country):\n        return country\n' +
        filler(),
    },
  },
  {
    name: 'Nothing is documented, not even what is hard to follow',
    verdict: 'fail',
    at: ['pricing.py:1'],
    files: {
      'pricing.py': `def price(weight):\n    price = 0\n${BRANCHES}    return price\n\n\ndef discount(customer):\n    return 0\n${filler()}`,
    },
  },
  {
    name: 'No Python to document',
    verdict: 'not_applicable',
    files: { 'install.sh': 'echo hello\n', 'README.md': '# Scripts\n' },
  },
]

/** Lines that make it an application without defining anything public. */
function filler(): string {
  return `\n_ZONES = {\n${Array.from({ length: 60 }, (_, i) => `    'zone-${i}': ${i},\n`).join('')}}\n`
}
