import { TEST_TOOLS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts, ToolRun } from '@/lib/facts/facts'
import { isEmpty } from '../application'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { unlessRead } from '../cut-pipelines'
import { idleEvidence, idleTests, idleTestsFix } from '../idle-tests'
import { pipelineSnippet } from '../toolchain'
import { percent, plural } from '../wording'
import { findTests } from './testing.part.count'

const WANTED_PER_100_LINES = 1
const WANTED_COVERAGE = 70

export default defineCheck({
  id: 'testing',
  category: 'maintainability',
  title: 'Real tests run on every change',
  weight: 5,
  why: 'Without tests that run on every change, each release is an experiment on the users, and nobody dares to touch what works.',
  needs: ['python', 'kind', 'ci', 'tools', 'dependencies', 'files'],
  detect(facts) {
    const { python, kind, tools } = facts
    if (kind.kind === 'none' || isEmpty(python))
      return notApplicable('There is practically no application code to test.')
    const tests = findTests(python, facts.files, kind.kind === 'web-service')
    if (tests.files === 0) {
      return fail('There are no tests.', [
        {
          path: '',
          note: `Looked for test functions in ${plural(python.modules.length, 'Python file')}: none is a test.`,
        },
      ])
    }
    if (tests.unread > 0 && tests.unread > tests.files / 2) {
      return unknown(`${tests.unread} of ${tests.files} test files could not be parsed.`, tests.evidence)
    }
    if (tests.asserting === 0) {
      return fail(`${plural(tests.files, 'test file')}, and not one test that asserts anything.`, tests.evidence)
    }
    const run = testRun(facts)
    const unread = run === null ? unlessRead(facts.ci) : null
    if (unread) return unread
    const density = python.lines === 0 ? 0 : (tests.asserting * 100) / python.lines
    const gate = tools.coverageThreshold
    const gated = gate !== null && gate.percent >= WANTED_COVERAGE
    const counts = `${plural(tests.asserting, 'test')} with assertions for ${plural(python.lines, 'line')} of application code`
    const enough = density >= WANTED_PER_100_LINES || gated
    const evidence = [
      ...(run ? [run.evidence] : notRunning(facts)),
      ...(gate ? [{ path: gate.path, line: gate.line, note: `Coverage under ${gate.percent} % fails.` }] : []),
      ...tests.evidence,
    ].slice(0, 12)
    const held = run === null ? null : heldBack(facts, run)
    if (run && held === null && enough) return pass(`${counts}, run by a pipeline on every change.`, evidence)
    if (run === null && python.unparsedShare > 0.1) {
      return partial(`${plural(tests.asserting, 'test')} with assertions, which ${whyNotRun(facts)}.`, evidence)
    }
    if (python.unparsedShare > 0.1 && !enough) {
      return unknown(
        `${percent(python.unparsedShare)} of the application code could not be parsed, so its tests can not be weighed.`,
        evidence,
      )
    }
    if (run === null) return partial(`${counts}, which ${whyNotRun(facts)}.`, evidence)
    if (held !== null) return partial(`${counts}; ${held.note}`, [held, ...evidence])
    return partial(
      `${counts}: fewer than 1 per 100 lines${gate ? `, and the coverage bar is ${gate.percent} %` : ''}.`,
      evidence,
    )
  },
  fix(facts) {
    const run = testRun(facts)
    if (run) {
      return {
        summary: `Add tests where a failure would hurt most (start with the functions that branch most) and set a coverage bar that only rises, from today's value towards ${percent(WANTED_COVERAGE / 100)}.`,
        snippet: { path: 'pyproject.toml', language: 'toml', code: '[tool.coverage.report]\nfail_under = 70\n' },
      }
    }
    const idle = idleTests(facts)
    if (idle) return idleTestsFix(facts, idle)
    const { asserting } = findTests(facts.python, facts.files, facts.kind.kind === 'web-service')
    const begin = '; begin with one that imports the application and asks for one page or calls one function'
    return {
      summary: `Run the tests in a pipeline on every pull request${asserting > 0 ? '' : begin}.`,
      snippet: pipelineSnippet(facts, 'test', ['pytest']),
    }
  },
})

/** What runs the tests without stopping a change, or would if its service were not gone. */
function notRunning({ ci }: Pick<Facts, 'ci'>): readonly Evidence[] {
  const idle = idleTests({ ci })
  if (idle) return [idleEvidence(idle)]
  const dormant = ci.dormant.find(({ tool }) => TEST_TOOLS.has(tool))
  return dormant ? [dormant.evidence] : []
}

/** The most telling run of tests by a configured pipeline on changes. */
function testRun({ ci }: Pick<Facts, 'ci'>): Facts['ci']['runs'][number] | null {
  const counts = (run: ToolRun) => TEST_TOOLS.has(run.tool) && run.where === 'ci' && run.onChange && run.canFail
  return ci.runs.find(counts) ?? viaUnread(ci) ?? null
}

/** tox and nox with environments that could not be followed still run what they are made for. */
function viaUnread(ci: Facts['ci']): Facts['ci']['runs'][number] | null {
  const runs = ci.runs.filter((run) => (run.tool === 'tox' || run.tool === 'nox') && run.onChange && run.canFail)
  const read = runs.filter((run) =>
    ci.steps.some((step) => step.via.length > 0 && step.line === run.evidence.line && step.path === run.evidence.path),
  )
  return runs.find((run) => !read.includes(run)) ?? null
}

function heldBack(
  { ci }: Pick<Facts, 'ci'>,
  run: Facts['ci']['runs'][number],
): { path: string; line: number; note: string } | null {
  const pipeline = ci.pipelines.find(({ path }) => path === run.evidence.path)
  const missing = pipeline?.missing[0]
  if (!missing) return null
  return {
    path: missing.path,
    line: missing.line,
    note: `their pipeline refers to ${missing.target}, which does not exist.`,
  }
}

function whyNotRun({ ci }: Pick<Facts, 'ci'>): string {
  const runs = ci.runs.filter((run) => TEST_TOOLS.has(run.tool) && run.where === 'ci')
  if (runs.some((run) => run.onChange && !run.canFail)) return 'a pipeline runs without minding their failure'
  if (runs.length > 0) return 'a pipeline runs, but not on pushes or pull requests'
  if (ci.pipelines.some(({ dead }) => dead !== null)) return 'only a pipeline that is dead would run'
  return ci.pipelines.length > 0 ? 'no pipeline runs' : 'nothing runs: there is no pipeline'
}
