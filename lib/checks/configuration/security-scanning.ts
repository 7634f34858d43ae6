import { SECURITY_SCANNERS, SIDE_SCANNERS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts } from '@/lib/facts/facts'
import { isEmpty } from '../application'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { unlessRead } from '../cut-pipelines'
import { pipelineSnippet } from '../toolchain'
import { listing, plural } from '../wording'
import { type ImageScan, imageScans } from './security-scanning.part.images'

/** Services that scan code on their own, once somebody has switched them on. */
const SERVICES: ReadonlySet<string> = new Set(['deepsource', 'codacy', 'mend'])

export default defineCheck({
  id: 'security-scanning',
  category: 'configuration',
  title: 'Code and dependencies are scanned',
  weight: 2,
  why: 'Known holes in dependencies and plain mistakes in code are found by machines within minutes, by attackers too. A scan that runs on its own finds them first.',
  needs: ['python', 'kind', 'ci', 'tools', 'dependencies', 'dockerfiles'],
  detect(facts) {
    const { python, kind, ci, tools } = facts
    if (kind.kind === 'none' || isEmpty(python))
      return notApplicable('There is practically no application code to scan.')
    const images = imageScans(facts)
    const scans: (Facts['ci']['runs'][number] | ImageScan)[] = [
      ...ci.runs.filter((run) => SECURITY_SCANNERS.has(run.tool)),
      ...ruffSecurity(facts),
      ...flake8Bandit(facts),
      ...images.filter(({ isBuilt }) => isBuilt),
    ]
    const running = scans.filter((run) => run.canFail)
    if (running.length > 0) {
      const places = listing([...new Set(running.map((run) => `${run.tool} (${placeOf(run)})`))], 4)
      return pass(
        `Scanned by ${places}.`,
        running.slice(0, 6).map((run) => run.evidence),
      )
    }
    const unread = unlessRead(ci)
    if (unread) return unread
    if (scans.length > 0) {
      return partial(
        `${scans[0]?.tool} runs, but its failure is ignored.`,
        scans.slice(0, 6).map((run) => run.evidence),
      )
    }
    const side = ci.runs.filter((run) => SIDE_SCANNERS.has(run.tool))
    const unused = [
      ...images.map(({ tool, evidence }) => ({
        ...evidence,
        note: `${tool} runs while the image is built, and no pipeline is seen to build it.`,
      })),
      ...configuredOnly(facts),
    ]
    const updates = tools.dependencyUpdates.map(
      ({ tool, path, line }): Evidence => ({
        path,
        ...(line === undefined ? {} : { line }),
        note: `${tool} updates dependencies; it does not scan the code.`,
      }),
    )
    const evidence = [...unused, ...side.map((run) => run.evidence), ...updates].slice(0, 10)
    if (unused.length > 0)
      return partial('A scanner is configured, but neither a pipeline nor a hook runs it.', evidence)
    if (side.length > 0) {
      const names = listing([...new Set(side.map((run) => run.tool))], 3)
      return partial(
        `Only secrets, workflows or infrastructure are scanned (${names}), not the code or its dependencies.`,
        evidence,
      )
    }
    if (updates.length > 0)
      return partial('Dependencies are updated by a bot, but nothing scans them or the code.', evidence)
    const searched = `Looked for scanners of code, dependencies and images in ${plural(ci.pipelines.length, 'pipeline file')}, ${plural(tools.hooks.length, 'hook')} and the tools' own configuration. What GitHub's settings switch on leaves no file.`
    return fail('No scanner of the code, its dependencies or its image runs.', [{ path: '', note: searched }])
  },
  fix(facts) {
    return {
      summary:
        'Scan the code and the dependencies on every pull request: Bandit (or Ruff with its S rules) and pip-audit take a minute together.',
      snippet: pipelineSnippet(facts, 'security', ['bandit -q -r . -x ./tests,./.venv', 'pip-audit']),
    }
  },
})

function placeOf(run: Facts['ci']['runs'][number] | ImageScan): string {
  if ('isBuilt' in run) return 'image build'
  return run.where === 'ci' ? 'pipeline' : 'pre-commit'
}

/** Ruff's own `S` rules, where they are selected and Ruff runs. */
function ruffSecurity({ ci, tools }: Pick<Facts, 'ci' | 'tools'>): Facts['ci']['runs'][number][] {
  const codes = tools.ruffSelected ?? []
  // One or two single rules are no scan.
  const selected =
    codes.some((code) => /^(?:ALL|S[1-7]?)$/.test(code)) || codes.filter((code) => /^S\d{2,3}$/.test(code)).length >= 5
  if (!selected || tools.ruffIgnored.includes('S')) return []
  const narrowed = (note: string) => /--select[= ](?![A-Z\d,]*\bS)/.test(note)
  return ci.runs
    .filter((run) => run.tool === 'ruff' && !narrowed(run.evidence.note))
    .map((run) => ({ ...run, tool: 'Ruff S rules' }))
}

/** flake8 loads every plugin that is installed; wemake-python-styleguide brings Bandit's. */
function flake8Bandit({ ci, dependencies }: Pick<Facts, 'ci' | 'dependencies'>): Facts['ci']['runs'][number][] {
  const plugin = ['flake8-bandit', 'wemake-python-styleguide'].find((name) => dependencies.has(name))
  return plugin === undefined
    ? []
    : ci.runs
        .filter((run) => run.tool === 'flake8' && run.where === 'ci')
        .map((run) => ({ ...run, tool: `flake8 with ${plugin}` }))
}

/** A scanner that is only installed says nothing: a configuration does. */
function configuredOnly({ tools }: Pick<Facts, 'tools'>): Evidence[] {
  return tools.configured
    .filter(({ tool }) => SECURITY_SCANNERS.has(tool) || SERVICES.has(tool))
    .map(({ tool, path, line }) => ({
      path,
      ...(line === undefined ? {} : { line }),
      note: SERVICES.has(tool)
        ? `${tool} is configured here; whether it looks at changes can not be seen in the files.`
        : `${tool} is configured here, and nothing runs it.`,
    }))
    .slice(0, 6)
}
