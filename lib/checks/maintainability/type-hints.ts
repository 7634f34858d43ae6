import { TYPE_CHECKERS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts, PythonModule } from '@/lib/facts/facts'
import { isEmpty } from '../application'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { unlessRead } from '../cut-pipelines'
import { pipelineSnippet } from '../toolchain'
import { percent, plural } from '../wording'

/** The return of a function, or a type comment. */
const ANNOTATES = /\) {0,9}-> {0,9}[\w"'[][^\n:]{0,120}: {0,9}(?:\\n|#|$)|# {0,9}type: {0,9}\(/m

export default defineCheck({
  id: 'type-hints',
  category: 'maintainability',
  title: 'Functions are annotated and checked',
  weight: 2,
  why: 'Annotations that a checker holds to find wrong arguments, missing None checks and broken refactorings before anything runs.',
  needs: ['python', 'kind', 'ci', 'tools', 'dependencies', 'files'],
  detect(facts) {
    const { python, kind } = facts
    if (kind.kind === 'none' || isEmpty(python))
      return notApplicable('There is practically no application code to annotate.')
    const modules = python.application.map(countIn)
    if (python.unparsedShare > 0.1) {
      const unread = `${percent(python.unparsedShare)} of the application code could not be parsed`
      if (enforcedChecker(facts) || !isBare(facts) || !isNoneAnnotated(modules)) return unknown(`${unread}.`)
      const cut = unlessRead(facts.ci)
      if (cut) return cut
      return fail(`${unread}, and no function in any of it has an annotation.`, [
        ...python.unparsed
          .slice(0, 3)
          .map(({ path }) => ({ path, note: 'Holds no arrow of a return and no type comment.' })),
        ...worst(modules).slice(0, 5),
      ])
    }
    const total = modules.reduce((sum, { functions }) => sum + functions, 0)
    if (total === 0) return notApplicable('The application code defines no functions.')
    const annotated = modules.reduce((sum, module) => sum + module.annotated, 0)
    const share = annotated / total
    const checker = enforcedChecker(facts)
    const tool = checker ? checker.tool : null
    const counts = `${percent(share)} of ${plural(total, 'function')} are fully annotated`
    const message = tool ? `${counts}, and ${tool} is enforced.` : `${counts}; ${whyNotChecked(facts)}.`
    const gaps = [...(checker ? [checker.evidence] : configured(facts)), ...worst(modules)].slice(0, 12)
    const good = [...(checker ? [checker.evidence] : []), ...best(modules)].slice(0, 8)
    if (share >= 0.75 || (share >= 0.5 && checker)) return pass(message, good)
    // A checker would make it one step better, but for a share in between.
    const unread = checker || (share >= 0.2 && share < 0.5) ? null : unlessRead(facts.ci)
    if (unread) return unread
    if (share >= 0.2 || checker) return partial(message, gaps)
    return fail(message, gaps)
  },
  fix(facts) {
    const checker = enforcedChecker(facts)
    if (checker) {
      return {
        summary: `${checker.tool} already runs: annotate one package after the other, public functions first, and let the checker refuse untyped definitions there.`,
        snippet: {
          path: 'pyproject.toml',
          language: 'toml',
          code: '[[tool.mypy.overrides]]\nmodule = "app.*"\ndisallow_untyped_defs = true\n',
        },
      }
    }
    return {
      summary:
        'Annotate the parameters and returns of public functions first, and run a type checker on every pull request.',
      snippet: pipelineSnippet(facts, 'types', ['mypy .']),
    }
  },
})

interface ModuleCount {
  readonly path: string
  readonly functions: number
  readonly annotated: number
  readonly first: { readonly name: string; readonly line: number } | null
  readonly firstAnnotated: { readonly name: string; readonly line: number } | null
}

function countIn({ path, record }: PythonModule): ModuleCount {
  const functions = record.functions.filter((fn) => !fn.nested && !fn.overload)
  const annotated = functions.filter((fn) => fn.annotated)
  return {
    path,
    functions: functions.length,
    annotated: annotated.length,
    first: functions.find((fn) => !fn.annotated) ?? null,
    firstAnnotated: annotated.find((fn) => fn.parameters.length > 0) ?? annotated[0] ?? null,
  }
}

/** What can be parsed defines functions too, and annotates none. */
function isNoneAnnotated(modules: readonly ModuleCount[]): boolean {
  return modules.some(({ functions }) => functions > 0) && modules.every(({ annotated }) => annotated === 0)
}

/** Plain text settles it: what can't be parsed defines functions and annotates none. */
function isBare({ python, files }: Pick<Facts, 'python' | 'files'>): boolean {
  const texts = python.unparsed.map(({ path }) => files.text(path))
  if (texts.some((text) => text === null || ANNOTATES.test(text))) return false
  return texts.some((text) => text !== null && /\bdef [A-Za-z_]/.test(text))
}

function enforcedChecker({ ci }: Pick<Facts, 'ci'>): Facts['ci']['runs'][number] | null {
  const runs = ci.runs.filter((run) => TYPE_CHECKERS.has(run.tool) && run.canFail && run.onChange)
  return runs.find((run) => run.where === 'ci') ?? runs[0] ?? null
}

function whyNotChecked({ ci, tools }: Pick<Facts, 'ci' | 'tools'>): string {
  if (ci.runs.some((run) => TYPE_CHECKERS.has(run.tool) && !run.canFail))
    return 'the type checker runs but can not fail'
  const config = tools.configured.find(({ tool }) => TYPE_CHECKERS.has(tool))
  return config ? `${config.tool} is configured but not enforced` : 'no type checker is enforced'
}

function configured({ ci, tools }: Pick<Facts, 'ci' | 'tools'>): Evidence[] {
  const runs = ci.runs.filter((run) => TYPE_CHECKERS.has(run.tool)).map((run) => run.evidence)
  if (runs.length > 0) return runs.slice(0, 2)
  return tools.configured
    .filter(({ tool }) => TYPE_CHECKERS.has(tool))
    .slice(0, 2)
    .map(({ tool, path, line }) => ({
      path,
      ...(line === undefined ? {} : { line }),
      note: `${tool} is configured here, and no pipeline or hook runs it.`,
    }))
}

function worst(modules: readonly ModuleCount[]): Evidence[] {
  return [...modules]
    .filter(({ first }) => first !== null)
    .sort((a, b) => b.functions - b.annotated - (a.functions - a.annotated))
    .slice(0, 8)
    .map(({ path, functions, annotated, first }) => ({
      path,
      line: first?.line ?? 1,
      note: `${functions - annotated} of ${functions} functions lack annotations here, ${first?.name ?? ''} first.`,
    }))
}

function best(modules: readonly ModuleCount[]): Evidence[] {
  return [...modules]
    .filter(({ firstAnnotated }) => firstAnnotated !== null)
    .sort((a, b) => b.annotated - a.annotated)
    .slice(0, 4)
    .map(({ path, functions, annotated, firstAnnotated }) => ({
      path,
      line: firstAnnotated?.line ?? 1,
      note: `${annotated} of ${functions} functions are fully annotated here.`,
    }))
}
