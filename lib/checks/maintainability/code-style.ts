import { STYLE_TOOLS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts } from '@/lib/facts/facts'
import { isEmpty } from '../application'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { unlessRead } from '../cut-pipelines'
import { pipelineSnippet } from '../toolchain'
import { listing, percent, plural } from '../wording'
import { measureStyle } from './code-style.part.findings'

const AGREES = 10
const CLEAN = 5

export default defineCheck({
  id: 'code-style',
  category: 'maintainability',
  title: 'A PEP 8 tool is enforced and Ruff agrees',
  weight: 2,
  why: 'A formatter and linter that can fail keep unused names, shadowed imports and endless style debates out of reviews.',
  needs: ['python', 'kind', 'ci', 'tools', 'dependencies'],
  detect(facts) {
    const { python, kind, tools } = facts
    if (kind.kind === 'none' || isEmpty(python)) return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const found = measureStyle(python.application, tools, facts.ci.steps)
    const rate = (found.count * 1000) / python.lines
    const enforced = enforcedTools(facts)
    const configuredIn = configuredAt(facts)
    const measured = `Ruff finds ${rate.toFixed(1)} problems per 1,000 lines (${plural(found.count, 'finding')} in ${plural(python.lines, 'line')})`
    const runs = enforced.slice(0, 3).map((run) => run.evidence)
    const names = listing([...new Set(enforced.map(({ tool }) => tool))], 3)
    if (enforced.length > 0 && rate < AGREES)
      return pass(`${names} can fail a change; ${measured}.`, [...runs, ...found.worst.slice(0, 4)])
    if (enforced.length > 0)
      return partial(`${names} can fail a change, but ${measured}.`, [...found.worst.slice(0, 9), ...runs])
    const unread = unlessRead(facts.ci)
    if (unread) return unread
    if (configuredIn.length > 0) {
      return partial(`${whyNotEnforced(facts)}; ${measured}.`, [...configuredIn, ...found.worst.slice(0, 8)])
    }
    if (rate < CLEAN) {
      const clean = { path: '', note: 'No style tool is configured, run in a pipeline or hooked to commits.' }
      return partial(`No style tool is configured, but the code is clean: ${measured}.`, [
        clean,
        ...found.worst.slice(0, 8),
      ])
    }
    return fail(`No style tool is configured, and ${measured}.`, found.worst)
  },
  fix(facts) {
    if (enforcedTools(facts).length > 0) {
      return {
        summary: 'Let Ruff mend what it can, review the difference, and take the rest file by file, the worst first.',
        snippet: { path: '', language: 'sh', code: 'ruff check --select E4,E7,E9,F,W --fix .\nruff format .\n' },
      }
    }
    return {
      summary: 'Run Ruff in the pipeline so that it can fail: both its linter and its formatter in check mode.',
      snippet: pipelineSnippet(facts, 'lint', ['ruff check .', 'ruff format --check .']),
    }
  },
})

function enforcedTools({ ci }: Pick<Facts, 'ci'>): readonly Facts['ci']['runs'][number][] {
  return ci.runs.filter((run) => STYLE_TOOLS.has(run.tool) && run.canFail && run.checks && run.onChange)
}

function configuredAt({ tools, ci }: Pick<Facts, 'tools' | 'ci'>): Evidence[] {
  const configs = tools.configured
    .filter(({ tool }) => STYLE_TOOLS.has(tool))
    .map(({ tool, path, line }) => ({
      path,
      ...(line === undefined ? {} : { line }),
      note: `${tool} is configured here.`,
    }))
  const runs = ci.runs.filter((run) => STYLE_TOOLS.has(run.tool)).map((run) => run.evidence)
  return [...runs.slice(0, 2), ...configs.slice(0, 3)]
}

function whyNotEnforced({ ci, tools }: Pick<Facts, 'ci' | 'tools'>): string {
  const runs = ci.runs.filter((run) => STYLE_TOOLS.has(run.tool))
  const tool = runs[0]?.tool ?? tools.configured.find((config) => STYLE_TOOLS.has(config.tool))?.tool ?? 'A style tool'
  if (runs.some((run) => !run.canFail)) return `${tool} runs, but its failure is ignored`
  if (runs.some((run) => !run.checks)) return `${tool} runs, but only rewrites`
  if (runs.length > 0) return `${tool} runs, but not on changes`
  return `${tool} is configured, but no pipeline or hook enforces it`
}
