import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { formatCount, percent } from '../wording'

const COMPLEX = 10

interface Definition {
  readonly path: string
  readonly line: number
  readonly label: string
  readonly documented: boolean
  readonly complexity: number
}

export default defineCheck({
  id: 'docstrings',
  category: 'documentation',
  title: 'Public and complex code is documented',
  weight: 1,
  why: 'Code that does not say what it is for is changed by guesswork. Docstrings on what others call, and on what is hard to follow, are where the next reader looks first.',
  needs: ['python', 'kind'],
  detect({ python, kind }) {
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    if (kind.kind === 'none' || python.lines === 0)
      return notApplicable('There is practically no application code to document.')
    const definitions = python.application.flatMap(publicDefinitions)
    if (definitions.length === 0) return notApplicable('Nothing public is defined: there is nothing to document.')
    const complex = python.application.flatMap(complexFunctions)
    const share = shareOf(definitions)
    const complexShare = shareOf(complex)
    const counts = `${percent(share)} of ${formatCount(definitions.length)} public modules, classes and functions have a docstring`
    const complexCounts =
      complex.length > 0 ? `, and ${percent(complexShare)} of ${complex.length} complex functions` : ''
    const message = `${counts}${complexCounts}.`
    const evidence = gaps(definitions, complex)
    if (share >= 0.6) return pass(message, [summary(definitions), ...evidence.slice(0, 3)])
    if (complex.length >= 10 && complexShare >= 0.8 && share >= 0.4)
      return pass(message, [summary(definitions), ...evidence.slice(0, 3)])
    return share >= 0.15 ? partial(message, evidence) : fail(message, evidence)
  },
  fix({ python }) {
    const complex = python.application.flatMap(complexFunctions).filter(({ documented }) => !documented)
    const first = complex.sort((a, b) => b.complexity - a.complexity)[0]
    return {
      summary: first
        ? `Start with the hardest: ${first.label} has ${first.complexity} paths and no docstring. Say what it is for, what it takes and returns, and what can go wrong.`
        : 'Say in one sentence what each public module, class and function is for; leave out what its name already says.',
    }
  },
})

function publicDefinitions({ path, record }: PythonModule): Definition[] {
  const file = path.slice(path.lastIndexOf('/') + 1)
  const hasCode =
    record.codeLines > 0 && !(file === '__init__.py' && record.functions.length + record.classes.length === 0)
  // A notebook explains itself in its text cells.
  const isPublicModule = hasCode && !path.endsWith('.ipynb') && (!file.startsWith('_') || file === '__init__.py')
  return [
    ...(isPublicModule ? [definition(path, 1, `module ${path}`, record.docstring, 0)] : []),
    ...record.classes.filter((c) => c.public).map((c) => definition(path, c.line, `class ${c.name}`, c.docstring, 0)),
    ...record.functions
      .filter((f) => f.public && !f.overload && !f.nested)
      .map((f) => definition(path, f.line, f.qualifiedName, f.docstring, f.complexity)),
  ]
}

function complexFunctions({ path, record }: PythonModule): Definition[] {
  return record.functions
    .filter((f) => f.complexity > COMPLEX)
    .map((f) => definition(path, f.line, f.qualifiedName, f.docstring, f.complexity))
}

function definition(path: string, line: number, label: string, documented: boolean, complexity: number): Definition {
  return { path, line, label, documented, complexity }
}

function shareOf(definitions: readonly Definition[]): number {
  return definitions.length === 0 ? 0 : definitions.filter(({ documented }) => documented).length / definitions.length
}

function summary(definitions: readonly Definition[]): Evidence {
  const documented =
    definitions.find((d) => d.documented && d.line > 1) ?? definitions.find((d) => d.documented) ?? definitions[0]
  return {
    path: documented?.path ?? '',
    line: documented?.line ?? 1,
    note: `${documented?.label ?? ''} has a docstring.`,
  }
}

function gaps(definitions: readonly Definition[], complex: readonly Definition[]): Evidence[] {
  const hard = complex
    .filter((d) => !d.documented)
    .sort((a, b) => b.complexity - a.complexity)
    .slice(0, 6)
  const seen = new Set(hard.map(({ path, line }) => `${path}:${line}`))
  const rest = definitions.filter((d) => !d.documented && !seen.has(`${d.path}:${d.line}`)).slice(0, 10 - hard.length)
  return [
    ...hard.map((d) => ({
      path: d.path,
      line: d.line,
      note: `${d.label} has complexity ${d.complexity} and no docstring.`,
    })),
    ...rest.map((d) => ({ path: d.path, line: d.line, note: `${d.label} has no docstring.` })),
  ]
}
