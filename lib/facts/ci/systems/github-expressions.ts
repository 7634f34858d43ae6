import { type Data, isTable, listAt, valueAt } from '../../document'
import { textTable } from '../pipeline'

/** Values that expressions may name, by dotted path: `matrix.session`, `inputs.command`, `env.X`. */
export type ExpressionValues = Readonly<Record<string, string>>

const MAX_VARIANTS = 12
const EXPRESSION = /\$\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g

/** Fills in the expressions that are known; the others stay as written. */
export function fillExpressions(text: string, values: ExpressionValues): string {
  return text.replace(EXPRESSION, (whole, name: string) => values[name] ?? (name === 'github.workspace' ? '.' : whole))
}

/** Only the expressions of a text, one after another. */
export function expressionsIn(text: string): string {
  return [...text.matchAll(EXPRESSION)].map(([written]) => written).join(' ')
}

/** The different sets of matrix values that matter to a text, at most twelve; one empty set without a matrix. */
export function matrixVariants(matrix: Data | undefined, text: string): readonly ExpressionValues[] {
  const names = [...new Set([...text.matchAll(EXPRESSION)].map((match) => match[1] ?? ''))].filter((name) =>
    name.startsWith('matrix.'),
  )
  if (names.length === 0 || !isTable(matrix)) return [{}]
  const keys = [...new Set(names.map((name) => name.split('.')[1] ?? ''))]
  let variants: Data[] = [{}]
  for (const key of keys) {
    const values = listAt(matrix, key)
    if (values.length === 0) continue
    variants = variants
      .flatMap((variant) => values.map((value): Data => ({ ...(isTable(variant) ? variant : {}), [key]: value })))
      .slice(0, MAX_VARIANTS)
  }
  const included = listAt(matrix, 'include').filter((entry) => keys.some((key) => valueAt(entry, key) !== undefined))
  const all = [...(keys.some((key) => listAt(matrix, key).length > 0) ? variants : []), ...included]
  const found = all.map((variant) => valuesFor(names, variant))
  const distinct = new Map(found.map((values) => [JSON.stringify(values), values]))
  return distinct.size > 0 ? [...distinct.values()].slice(0, MAX_VARIANTS) : [{}]
}

function valuesFor(names: readonly string[], variant: Data): ExpressionValues {
  const values: Record<string, string> = {}
  for (const name of names) {
    const value = valueAt(variant, ...name.split('.').slice(1))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      values[name] = String(value)
  }
  return values
}

/** `{ X: 1 }` as `{ 'env.X': '1' }`. */
export function prefixed(prefix: string, data: Data | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(textTable(data)).map(([key, value]) => [`${prefix}.${key}`, value]))
}

/** What an `if:` says for certain: never, only for some events, or nothing. */
export function conditionOf(condition: Data | undefined): 'never' | 'not-on-change' | 'maybe' {
  if (condition === false) return 'never'
  if (typeof condition !== 'string') return 'maybe'
  const text = condition.replace(/^\s*\$\{\{|\}\}\s*$/g, '').trim()
  if (text === 'false' || text === 'failure()' || text === 'cancelled()') return 'never'
  if (text.includes('||')) return 'maybe'
  if (/github\.event_name\s*==\s*['"](?:schedule|release|workflow_dispatch|repository_dispatch)['"]/.test(text))
    return 'not-on-change'
  return /startsWith\(\s*github\.ref\s*,\s*['"]refs\/tags/.test(text) ? 'not-on-change' : 'maybe'
}
