import { type Data, isTable, listAt, valueAt } from '../../document'
import { textTable } from '../pipeline'

/** Values that expressions may name, by dotted path: `matrix.session`, `inputs.command`, `env.X`. */
export type ExpressionValues = Readonly<Record<string, string>>

const MAX_VARIANTS = 12
/** Of a step that works in another folder for each: as many as a repository has projects. */
const MAX_FOLDERS = 80
const EXPRESSION = /\$\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g

/** Fills in the expressions that are known; the others stay as written. */
export function fillExpressions(text: string, values: ExpressionValues): string {
  return text.replace(EXPRESSION, (whole, name: string) => values[name] ?? (name === 'github.workspace' ? '.' : whole))
}

/** Only the expressions of a text, one after another. */
export function expressionsIn(text: string): string {
  return [...text.matchAll(EXPRESSION)].map(([written]) => written).join(' ')
}

/** Of all variants of a script together, beyond which it is read for a few. */
const MAX_TEXT = 400_000
/** `cd ${{ matrix.project }}`, or the folder that a step says it works in. */
const IN_FOLDER = /\b(?:cd|pushd)\s+["']?[^\s;&|]{0,100}\$\{\{\s*matrix\./

/** The different sets of matrix values that matter to a script and its folder, a few or one for each folder; one empty set without a matrix. */
export function matrixVariants(
  matrix: Data | undefined,
  { script, folder }: { readonly script: string; readonly folder: string },
): readonly ExpressionValues[] {
  const text = `${script}\n${folder}`
  const fitting = Math.max(MAX_VARIANTS, Math.min(MAX_FOLDERS, Math.floor(MAX_TEXT / (text.length + 1))))
  const most = folder.includes('matrix.') || IN_FOLDER.test(script) ? fitting : MAX_VARIANTS
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
      .slice(0, most)
  }
  const included = listAt(matrix, 'include').filter((entry) => keys.some((key) => valueAt(entry, key) !== undefined))
  const all = [...(keys.some((key) => listAt(matrix, key).length > 0) ? variants : []), ...included]
  const found = all.map((variant) => valuesFor(names, variant))
  const distinct = new Map(found.map((values) => [JSON.stringify(values), values]))
  return distinct.size > 0 ? [...distinct.values()].slice(0, most) : [{}]
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
