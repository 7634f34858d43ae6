import type { DependenciesFact, PythonFact } from '../facts'
import { DISTRIBUTIONS_OF, NEVER_ASKED, WELL_KNOWN } from './import-names'
import { normaliseName } from './requirement'

/**
 * Imports that no declared or locked distribution gives; what only arrives through another distribution is declared by
 * nobody. Lenient: only import names that are known to be on PyPI are reported, and not when an import of it is optional.
 */
export function findUndeclared(
  thirdParty: PythonFact['thirdParty'],
  known: ReadonlySet<string>,
  own: ReadonlySet<string>,
): DependenciesFact['undeclared'] {
  const words = new Set([...known].flatMap((name) => name.split('-')))
  const itself = [...known].filter((name) => !PLUGIN.test(name))
  /** `ft-scikit-optimize` is a fork of scikit-optimize. */
  const endings = new Set(itself.map((name) => name.slice(name.indexOf('-') + 1)))
  const lookalikes = new Set(itself.map(bare))
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
    const candidates = [normaliseName(name), ...(DISTRIBUTIONS_OF.get(name) ?? [])]
    if (candidates.some((candidate) => known.has(candidate) || endings.has(candidate))) continue
    if (lookalikes.has(bare(normaliseName(name)))) continue
    // One name for many distributions: `google` of google-cloud-storage.
    if (!WELL_KNOWN.has(name) && words.has(normaliseName(name))) continue
    found.push({ name, path: first.path, line: first.line })
  }
  return found
}

/** Distributions that are named for what they extend or describe, and are not it. */
const PLUGIN =
  /^(?:flask|django|fastapi|pytest|sphinx|celery|drf|types|jupyter|streamlit|apache-airflow-providers|opentelemetry-instrumentation)-/

/** Part of the runtime of a cloud function. */
const PLATFORM: ReadonlySet<string> = new Set(['boto3', 'botocore', 'functions_framework'])

/** A name without what distributions like to add: `python-jose`, `jose-python` and `pyjose` are all `jose`. */
function bare(name: string): string {
  return name
    .replace(/^(?:python3?|py|django|flask)-/, '')
    .replace(/-(?:python3?|py|sdk|client|binary|headless|ng|api|cpu|gpu|macos|nightly)$/, '')
    .replace(/^py(?=[a-z]{3})/, '')
    .replaceAll('-', '')
}
