import type { DependenciesFact, PythonFact } from '../facts'
import { DISTRIBUTIONS_OF, NEVER_ASKED, PROVIDED_WITH, WELL_KNOWN } from './import-names'
import { normaliseName } from './requirement'

/**
 * Imports that no declared or locked distribution gives. Lenient: only import names that are known to be on PyPI are
 * reported, and not when every import of it is optional or something declared brings it along.
 */
export function findUndeclared(
  thirdParty: PythonFact['thirdParty'],
  known: ReadonlySet<string>,
  own: ReadonlySet<string>,
): DependenciesFact['undeclared'] {
  const words = new Set([...known].flatMap((name) => name.split('-')))
  /** `ft-scikit-optimize` is a fork of scikit-optimize. */
  const endings = new Set([...known].map((name) => name.slice(name.indexOf('-') + 1)))
  const lookalikes = new Set([...known].map(bare))
  const found: { name: string; path: string; line: number }[] = []
  for (const [name, all] of thirdParty) {
    const places = all.filter(
      ({ path }) => !(PLATFORM.has(name) && /lambda|terraform|serverless|functions?\//i.test(path)),
    )
    const [first] = places
    if (
      !first ||
      places.some((place) => place.optional) ||
      own.has(name) ||
      NEVER_ASKED.has(name) ||
      !(DISTRIBUTIONS_OF.has(name) || WELL_KNOWN.has(name))
    )
      continue
    const candidates = [normaliseName(name), ...(DISTRIBUTIONS_OF.get(name) ?? []), ...(PROVIDED_WITH.get(name) ?? [])]
    if (candidates.some((candidate) => known.has(candidate) || endings.has(candidate))) continue
    if (words.has(normaliseName(name)) || lookalikes.has(bare(normaliseName(name)))) continue
    found.push({ name, path: first.path, line: first.line })
  }
  return found
}

/** Part of the runtime of a cloud function. */
const PLATFORM: ReadonlySet<string> = new Set(['boto3', 'botocore', 'functions_framework'])

/** A name without what distributions like to add: `python-jose`, `jose-python` and `pyjose` are all `jose`. */
function bare(name: string): string {
  return name
    .replace(/^(?:python3?|py|django|flask)-/, '')
    .replace(/-(?:python3?|py|sdk|client|binary|headless|ng|api)$/, '')
    .replace(/^py(?=[a-z]{3})/, '')
    .replaceAll('-', '')
}
