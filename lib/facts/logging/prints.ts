import type { CallRecord, Value } from '@/lib/python/record'
import type { PythonModule } from '../facts'
import { perModule } from '../per-module'

const PRINTS = /^(?:print|pprint|pprint\.pprint)$/
const FAILURE =
  /\b(?:error|errors|exception|failed|failure|fails|traceback|timed? ?out|timeout|warning|retry(?:ing)?|skipp(?:ed|ing)|unable to|could ?n[o']t|cannot|can't|aborting|aborted)\b/i
/** A number that tells how good a model is. */
const MEASURE =
  /\b(?:mean|absolute|squared?|percentage|standard|train(?:ing)?|test(?:ing)?|validation|prediction|estimation|relative|root|median|average|total|rms|cv|oob)[\s_-]{1,3}errors?\b/gi
/** "Downloading 3 of 7", "Saved to disk", "Done". */
const PROGRESS =
  /^[^\p{L}]*(?!(?:string|nothing|something|anything|everything|during|thing|king|ring|ping|bring|spring|according|missing|rating|ranking|spelling|greeting|meeting|warning)\b)(?:\p{L}{3,}ing|download(?:ed)?|saved|loaded|fetched|started|finished|done|completed?|connected|wrote|written|created|sent|received|deleted|removed|updated|added|inserted|generated|uploaded|imported|exported|converted|processed|scraped|parsed|collected|stored|trained|epoch|step|debug|info)\b/iu

/** Tells of a call whether a coded suppression on one of its lines (`# noqa: T201`) marks its print as a decision. */
export const decidedPrints = perModule(({ record }: PythonModule): ((call: CallRecord) => boolean) => {
  const marks = record.suppressions.flatMap(({ kind, codes, line }) =>
    kind === 'noqa' && codes.some(isOfPrint) ? [line] : [],
  )
  return ({ line, endLine }) => (firstFrom(marks, line) ?? Number.POSITIVE_INFINITY) <= endLine
})

/** The first of some ascending numbers that is not below the least. */
function firstFrom(ascending: readonly number[], least: number): number | undefined {
  let [from, to] = [0, ascending.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) < least) from = middle + 1
    else to = middle
  }
  return ascending[from]
}

function isOfPrint(code: string): boolean {
  return /^T(?:20?|20[13]|00[123])$/i.test(code)
}

/** `print` and `pprint` outside the main block that do not write to a file of their own. */
export function isPrint({ callee, keywords, inMain }: CallRecord): boolean {
  if (inMain || !PRINTS.test(callee)) return false
  const file = keywords.file ?? keywords.stream
  return file === undefined || (file.kind === 'name' && /^sys\.std(?:out|err)$/.test(file.value))
}

/** Prints that report progress or a failure; results, and what is said around a question to the user, are output. */
export function diagnosticPrints({ record }: PythonModule): readonly CallRecord[] {
  const asking = new Set(record.calls.filter(({ callee }) => callee === 'input').map(({ scope }) => scope))
  return record.calls.filter((call) => PRINTS.test(call.callee) && !asking.has(call.scope) && reports(call))
}

function reports({ args, keywords, inHandler }: CallRecord): boolean {
  const file = keywords.file ?? keywords.stream
  if (file !== undefined) return file.kind === 'name' && file.value === 'sys.stderr'
  if (inHandler) return true
  const text = textOf(args[0])
  return text !== null && (PROGRESS.test(text) || FAILURE.test(text.replace(MEASURE, '')))
}

/** What a printed value begins with: `'Saved ' + path`, `'Saved %s' % path`, `'Saved {}'.format(path)`. */
function textOf(value: Value | undefined): string | null {
  if (value?.kind === 'string' || value?.kind === 'fstring') return value.value
  if (value?.kind !== 'other') return null
  return /^\(?[rfbuRFBU]{0,2}(["'])(.*)/s.exec(value.text)?.[2] ?? null
}
