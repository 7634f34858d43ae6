import { readAssignments } from './assignments'
import { readAttributes, readCalls } from './calls'
import { readClasses } from './classes'
import { hasDocstring } from './docstring'
import { readEnvironmentReads, readEnvironmentWrites } from './environment'
import { readFunctions } from './functions'
import { readGrowths, readGuards } from './guards'
import { readHandlers } from './handlers'
import { readImports } from './imports'
import { countCodeLines, countLines, header } from './lines'
import { readLiteralSecrets } from './literal-secrets'
import type { LiteralSecret, ModuleRecord, RuffCount } from './record'
import { readRepeats, readWaits } from './repeats'
import { createResolver } from './resolve'
import { readRoutes } from './routes'
import type { Finding } from './ruff'
import { safeText } from './secrets'
import { readSuppressions } from './suppressions'
import { child, type SyntaxTree, textOf } from './syntax'
import { createValueReader } from './values'
import { type Index, indexTree, isMainCondition, type Visit } from './walk'

const MAX_LINES_PER_CODE = 20
const MAX_COMPLEXITY = 10

/** Everything that a record says about a tree and Ruff's findings in it. */
export function describeModule(engine: string, tree: SyntaxTree, findings: readonly Finding[]): ModuleRecord {
  const index = indexTree(tree)
  const resolver = createResolver(tree)
  const values = createValueReader(tree, resolver)
  const suppressions = readSuppressions(tree)
  const complexities = readComplexities(findings)
  const functions = readFunctions(index, resolver, values, complexities)
  return {
    engine,
    parse: { ok: true },
    lines: countLines(tree.text),
    codeLines: countCodeLines(tree.text, tree.comments),
    docstring: hasDocstring(tree.root),
    header: safeText(header(tree.text), 600),
    imports: readImports(index),
    functions,
    classes: readClasses(index, resolver, values),
    calls: readCalls(index, resolver, values),
    handlers: readHandlers(index, resolver, suppressions),
    assignments: readAssignments(index, values),
    attributes: readAttributes(index, resolver),
    environment: readEnvironmentReads(index, resolver, values),
    literalSecrets: readLiteralSecrets(index, resolver),
    environmentWrites: readEnvironmentWrites(index, resolver),
    routes: readRoutes(index, resolver),
    suppressions,
    guards: readGuards(index, resolver),
    growths: readGrowths(index),
    repeats: readRepeats(index),
    waits: readWaits(index),
    mainGuard: readMainGuard(index),
    assertStatements: index.of('assert_statement').filter(({ place }) => !place.inTest).length,
    ruff: countFindings(findings),
    exports: [...index.module.scope.names]
      .filter(([, bindings]) => bindings.some((binding) => binding.kind !== 'import'))
      .map(([name]) => name)
      .slice(0, 2000),
  }
}

/** Only what its record says of credentials. */
export function credentialsIn(tree: SyntaxTree): readonly LiteralSecret[] {
  return readLiteralSecrets(indexTree(tree), createResolver(tree))
}

function readComplexities(findings: readonly Finding[]): Map<number, number> {
  return new Map(
    findings
      .filter(({ code }) => code === 'C901')
      .map(({ line, message }) => [line, Number(/\((\d+) > \d+\)/.exec(message)?.[1] ?? 1)]),
  )
}

function countFindings(findings: readonly Finding[]): RuffCount[] {
  const counts = new Map<string, { count: number; lines: number[] }>()
  for (const { code, line, message } of findings) {
    if (code === 'C901' && Number(/\((\d+) > \d+\)/.exec(message)?.[1] ?? 0) <= MAX_COMPLEXITY) continue
    const entry = counts.get(code) ?? { count: 0, lines: [] }
    entry.count += 1
    if (entry.lines.length < MAX_LINES_PER_CODE) entry.lines.push(line)
    counts.set(code, entry)
  }
  return [...counts].map(([code, entry]) => ({ code, ...entry })).sort((a, b) => (a.code < b.code ? -1 : 1))
}

function readMainGuard(index: Index): ModuleRecord['mainGuard'] {
  const guard = index.of('if_statement').find((visit) => isGuard(index, visit))
  return guard ? { line: guard.node.line, endLine: guard.node.endLine } : null
}

function isGuard(index: Index, { node, place }: Visit): boolean {
  const condition = child(node, 'condition')
  if (!condition || place.function !== null || condition.end - condition.start > 200) return false
  return isMainCondition(textOf(index.tree, condition))
}
