import { createFacts } from '@/lib/facts/create'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import type { Check, Fix } from './check'

// Says something only where the pipeline's place makes the difference.
const ON_GITLAB = 'GitLab CI'

/** Repositories in small, each of another make, so that the fixes which depend on it can be shown. */
const MAKES: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[] = [
  { name: 'pip', files: { 'requirements.txt': 'fastapi==0.115.0\n' } },
  {
    name: 'uv',
    files: {
      'pyproject.toml':
        '[project]\nname = "app"\nversion = "1.0"\ndependencies = ["fastapi"]\n\n[tool.uv]\npackage = false\n',
      'uv.lock': 'version = 1\n',
    },
  },
  {
    name: 'Poetry',
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "app"\nversion = "1.0"\n\n[tool.poetry.dependencies]\npython = "^3.12"\nfastapi = "*"\n',
      'poetry.lock': '',
    },
  },
  {
    name: ON_GITLAB,
    files: { 'requirements.txt': 'fastapi==0.115.0\n', '.gitlab-ci.yml': 'lint:\n  script: [ruff check]\n' },
  },
]

export interface FixVariant {
  /** Makes that get this fix; empty when all do. */
  readonly makes: readonly string[]
  readonly fix: Fix
}

/** What a check advises, for the makes of repository that it tells apart. Reads manifests only: no Python is analysed. */
export function fixVariants(check: Check): readonly FixVariant[] {
  const variants = new Map<string, { makes: string[]; fix: Fix }>()
  for (const { name, files } of MAKES) {
    const fix = check.fix(createFacts(virtualSnapshot(files), new Map()))
    const key = JSON.stringify(fix)
    const same = variants.get(key)
    if (same) same.makes.push(name)
    else variants.set(key, { makes: [name], fix })
  }
  const found = [...variants.values()].map(({ makes, fix }) => ({
    makes: makes.length > 1 ? makes.filter((make) => make !== ON_GITLAB) : makes,
    fix,
  }))
  return found.length === 1 ? found.map(({ fix }) => ({ makes: [], fix })) : found
}
