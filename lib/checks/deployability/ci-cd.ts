import {
  BUILD_TOOLS,
  OTHER_LINTERS,
  OTHER_TESTS,
  STYLE_TOOLS,
  TEST_TOOLS,
  TYPE_CHECKERS,
} from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts, ToolRun } from '@/lib/facts/facts'
import { defineCheck, fail, partial, pass } from '../check'
import { unlessRead } from '../cut-pipelines'
import { idleEvidence, idleTests, idleTestsFix } from '../idle-tests'
import { pipelineSnippet } from '../toolchain'
import { listing, plural } from '../wording'
import { pipelinesUnread, releaseByHand, signsElsewhere } from './ci-cd.part.signs'

type Pipeline = Facts['ci']['pipelines'][number]

const SYSTEM_NAMES: Readonly<Record<Exclude<Pipeline['system'], 'other'>, string>> = {
  'github-actions': 'GitHub Actions',
  'gitlab-ci': 'GitLab CI',
  circleci: 'CircleCI',
  'azure-pipelines': 'Azure Pipelines',
  jenkins: 'Jenkins',
  travis: 'Travis CI',
  buildkite: 'Buildkite',
  drone: 'Drone',
  woodpecker: 'Woodpecker',
  bitbucket: 'Bitbucket Pipelines',
}

const TEST_NAMES: Readonly<Record<string, string>> = {
  'django-test': 'manage.py test',
  'setup-py-test': 'setup.py test',
  'test-script': 'a test script',
  'other-test': 'tests of another language',
}

export default defineCheck({
  id: 'ci-cd',
  category: 'deployability',
  title: 'A pipeline tests every change',
  weight: 3,
  why: 'What is not tested by a machine on every change breaks when nobody looks, and a release made by hand differs every time.',
  needs: ['kind', 'ci', 'python', 'files', 'dependencies'],
  detect(facts) {
    const { ci } = facts
    const alive = ci.pipelines.filter((pipeline) => pipeline.dead === null)
    const unread = alive.length === 0 ? unlessRead(ci) : null
    if (unread) return unread
    if (ci.pipelines.length === 0) {
      const signs = signsElsewhere(facts.files)
      if (signs.length > 0) return partial('There is no pipeline here, but signs of one that is kept elsewhere.', signs)
      return fail('There is no pipeline.', [
        {
          path: '',
          note: 'Looked for GitHub Actions, GitLab CI, CircleCI, Azure, Jenkins, Travis, Buildkite, Drone, Bitbucket and 11 others.',
        },
      ])
    }
    if (alive.length === 0) {
      const evidence = ci.pipelines.map(({ path, dead }) => ({ path, line: 1, note: dead ?? 'It does not run.' }))
      return partial(`The only pipeline is dead. ${ci.pipelines[0]?.dead ?? 'It does not run.'}`, evidence)
    }
    return judge(facts, alive)
  },
  fix(facts) {
    const hasTests = facts.python.tests.length > 0
    const missing = facts.ci.pipelines.flatMap((pipeline) => pipeline.missing)[0]
    if (missing && facts.ci.runs.some((run) => TEST_TOOLS.has(run.tool))) {
      return {
        summary: `Add ${missing.target} or take the step at ${missing.path}:${missing.line} out: it can not succeed as it stands.`,
      }
    }
    const idle = idleTests(facts)
    if (idle) return idleTestsFix(facts, idle)
    const byHand = releaseByHand(facts.files)
    if (
      byHand &&
      facts.ci.runs.some((run) => isTest(run, facts.ci) && run.where === 'ci' && run.onChange && run.canFail)
    )
      return {
        summary: `Let a pipeline build and publish the release when a tag is pushed, instead of ${byHand.path}:${byHand.line ?? 1}.`,
      }
    return {
      summary: hasTests
        ? 'Run the tests on every push to the main branch and on every pull request, and let a failure stop the change.'
        : 'Run a linter and a build on every pull request, and the first tests as soon as they exist.',
      snippet: pipelineSnippet(facts, 'test', ['ruff check .', 'pytest']),
    }
  },
})

function judge(facts: Pick<Facts, 'ci' | 'python' | 'kind' | 'files'>, alive: Facts['ci']['pipelines']) {
  const { ci, python } = facts
  const foreign = facts.kind.kind === 'none'
  const inCi = ci.runs.filter((run) => run.where === 'ci')
  const tests = inCi.filter((run) => isTest(run, ci) || (foreign && OTHER_TESTS.has(run.tool)))
  const effective = tests.filter((run) => run.onChange && run.canFail)
  const systems = systemsOf(alive)
  const deployments = ci.deployments.slice(0, 3)
  const where = (test: ToolRun) => systemsOf(alive.filter(({ path }) => path === test.evidence.path).slice(0, 1))
  const run = effective.find((candidate) => missingFor(candidate, alive) === null) ?? effective[0]
  if (run) {
    const missing = missingFor(run, alive) ?? alive.flatMap((pipeline) => pipeline.missing)[0] ?? null
    const evidence = [...effective.slice(0, 5).map((test) => test.evidence), ...deployments]
    if (missing)
      return partial(`Tests run in ${where(run)}, which refers to ${missing.target}; that does not exist.`, [
        note(missing),
        ...evidence,
      ])
    const byHand = ci.deployments.length === 0 && ci.remote.length === 0 ? releaseByHand(facts.files) : null
    if (byHand)
      return partial(`Every change is tested in ${where(run)}, but it is released by hand and not from a pipeline.`, [
        byHand,
        ...evidence,
      ])
    const released =
      ci.deployments.length > 0
        ? `; ${plural(ci.deployments.length, 'step')} releases or deploys`.replace(
            /steps releases or deploys/,
            'steps release or deploy',
          )
        : ''
    return pass(`Every change is tested in ${where(run)} (${TEST_NAMES[run.tool] ?? run.tool})${released}.`, evidence)
  }
  const quality = inCi.filter(
    (one) =>
      (STYLE_TOOLS.has(one.tool) || TYPE_CHECKERS.has(one.tool) || (foreign && OTHER_LINTERS.has(one.tool))) &&
      one.onChange &&
      one.canFail,
  )
  const builds = inCi.filter((one) => BUILD_TOOLS.has(one.tool) && one.onChange && one.canFail)
  if (python.tests.length === 0 && quality.length > 0 && builds.length > 0) {
    return pass(
      `There are no tests; every change is linted and built in ${systems}.`,
      [...quality, ...builds].slice(0, 6).map((one) => one.evidence),
    )
  }
  const others = inCi.filter((one) => OTHER_TESTS.has(one.tool) && one.onChange && one.canFail)
  if (python.tests.length === 0 && others.length > 0 && builds.length > 0) {
    return pass(
      `No test of Python code exists; every change is built in ${systems}, with the tests of other languages.`,
      [...others, ...builds].slice(0, 6).map((one) => one.evidence),
    )
  }
  const unread = unlessRead(ci)
  if (unread) return unread
  if (isOnDemand(alive) && [...tests, ...quality, ...builds, ...ci.deployments, ...ci.remote].length === 0)
    return onDemand(facts.files, alive, systems)
  return short(facts, alive, { tests, quality, systems })
}

function systemsOf(pipelines: readonly Pipeline[]): string {
  const names = pipelines.map(({ system, name }) => (system === 'other' ? name : SYSTEM_NAMES[system]))
  return names.length === 0 ? 'a pipeline' : listing([...new Set(names)], 3)
}

function systemsWith(runs: readonly ToolRun[], alive: readonly Pipeline[]): string {
  return systemsOf(alive.filter(({ path }) => runs.some(({ evidence }) => evidence.path === path)))
}

/** Nothing starts it but a person, a clock or a comment: no change does, nor a release. */
function isOnDemand(alive: Facts['ci']['pipelines']): boolean {
  return alive.every(
    ({ triggers }) =>
      triggers.length > 0 &&
      triggers.every(({ event }) => event === 'manual' || event === 'schedule' || event === 'other'),
  )
}

/** It does some work of its own by hand or by the clock: no pipeline for changes. */
function onDemand(files: Facts['files'], alive: Facts['ci']['pipelines'], systems: string) {
  const evidence = alive.slice(0, 5).map(({ path, triggers }) => ({
    path,
    line: triggers[0]?.line ?? 1,
    note: 'Runs by hand, by the clock or on a comment, and neither tests nor releases.',
  }))
  const signs = signsElsewhere(files)
  return signs.length > 0
    ? partial('No pipeline here runs on changes, but signs of one that is kept elsewhere.', [...signs, ...evidence])
    : fail(
        `Nothing runs on pushes or pull requests: what is in ${systems} does other work, by hand or by the clock.`,
        evidence,
      )
}

/** tox and nox whose environments could not be followed are taken for the tests they are made for. */
function isTest(run: ToolRun, ci: Facts['ci']): boolean {
  if (TEST_TOOLS.has(run.tool)) return true
  if (run.tool !== 'tox' && run.tool !== 'nox') return false
  return !ci.steps.some(
    (step) => step.via.length > 0 && step.path === run.evidence.path && step.line === run.evidence.line,
  )
}

function short(
  { ci, files }: Pick<Facts, 'ci' | 'files'>,
  alive: Facts['ci']['pipelines'],
  { tests, quality, systems }: { tests: readonly ToolRun[]; quality: readonly ToolRun[]; systems: string },
) {
  const first = alive[0]
  const start: Evidence = {
    path: first?.path ?? '',
    line: first?.triggers[0]?.line ?? 1,
    note: 'This pipeline runs no test of Python code.',
  }
  const evidence = [...tests.slice(0, 5).map(idleEvidence), ...quality.slice(0, 3).map((run) => run.evidence)]
  const onChange = tests.filter((run) => run.onChange)
  if (onChange.length > 0)
    return partial(`Tests run in ${systemsWith(onChange, alive)}, but their failure is ignored.`, evidence)
  if (tests.length > 0)
    return partial(`Tests run in ${systemsWith(tests, alive)}, but not on pushes or pull requests.`, evidence)
  const missing = alive.flatMap((pipeline) => pipeline.missing)[0]
  if (missing)
    return partial(`No test runs in ${systems}, which refers to ${missing.target}; that does not exist.`, [
      note(missing),
      ...evidence,
    ])
  if (ci.remote.length > 0) {
    return partial(`No test is visible here: workflows or templates of other repositories are used in ${systems}.`, [
      ...ci.remote.slice(0, 5),
      ...evidence,
    ])
  }
  const unread = pipelinesUnread(files)
  if (unread.length > 0)
    return partial(`No test of Python code runs in ${systems}, but there is a pipeline of another system.`, [
      ...unread.slice(0, 3),
      start,
      ...evidence,
    ])
  const what =
    ci.deployments.length > 0 ? 'only releases or deploys' : quality.length > 0 ? 'only lints' : 'does something else'
  return partial(`No test of Python code runs in ${systems}: what is there ${what}.`, [
    start,
    ...evidence,
    ...ci.deployments.slice(0, 4),
  ])
}

function missingFor(
  run: ToolRun,
  alive: Facts['ci']['pipelines'],
): Facts['ci']['pipelines'][number]['missing'][number] | null {
  return alive.find(({ path }) => path === run.evidence.path)?.missing[0] ?? null
}

function note({ path, line, target }: Facts['ci']['pipelines'][number]['missing'][number]): Evidence {
  return { path, line, note: `Refers to ${target}, which does not exist.` }
}
