import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createAuditPool } from '@/lib/audit/pool'
import { readInput } from '@/lib/cli/read-input'
import { type Answer, compare } from './compare'
import { type RepositoryLabels, readLabels } from './labels'
import { saveAnswers, saveOpening } from './saved'
import { fullReport } from './tables'

const USAGE = `Compares the engine's verdicts with the labels in e2e/accuracy/labels.

Usage: npm run accuracy -- FOLDER [--set tuning|held-out] [--save] [--open]

FOLDER holds git checkouts named OWNER__NAME, each at the labelled commit. --save keeps the result for the README.
--open keeps the first answer on the held-out repositories, once and for all, as what was said on the day they were opened.
`
// From dist/, where this is bundled to.
const here = (name: string) => fileURLToPath(new URL(`../e2e/accuracy/${name}`, import.meta.url))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string' },
    save: { type: 'boolean' },
    open: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})
process.exitCode = await run()

async function run(): Promise<0 | 1 | 2> {
  const [folder, ...rest] = positionals
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (folder === undefined || rest.length > 0 || !existsSync(folder)) return refuse('Name one folder that exists.')
  if (values.set !== undefined && values.set !== 'tuning' && values.set !== 'held-out')
    return refuse('--set is tuning or held-out.')
  const labels = readLabels(here('labels')).filter(({ set }) => values.set === undefined || set === values.set)
  const { rubricVersion, answers, problems } = await audit(labels, resolve(folder))
  for (const problem of problems) process.stderr.write(`left out: ${problem}\n`)
  if (values.open && problems.length === 0) {
    const heldOut = new Set(ofSet(labels, 'held-out').map(({ repository }) => repository))
    const first = answers.filter(({ repository }) => heldOut.has(repository))
    const day = new Date().toISOString().slice(0, 10)
    if (first.length === 0 || saveOpening(here('opened'), day, { rubricVersion, answers: first }) === null)
      return refuse('There is no held-out repository that has not been opened before.')
  }
  const comparisons = {
    all: compare(labels, answers),
    tuning: compare(ofSet(labels, 'tuning'), answers),
    'held-out': compare(ofSet(labels, 'held-out'), answers),
  }
  for (const set of ['tuning', 'held-out'] as const)
    if (comparisons[set].repositories > 0) process.stdout.write(`${fullReport(set, comparisons[set])}\n`)
  process.stdout.write(fullReport('all', { ...comparisons.all, differences: [], kindsMissed: [] }))
  if (values.save && problems.length === 0 && values.set === undefined)
    saveAnswers(here('result.json'), { rubricVersion, answers })
  return problems.length > 0 ? 1 : 0
}

function refuse(sentence: string): 2 {
  process.stderr.write(`${sentence}\n\n${USAGE}`)
  return 2
}

function ofSet(labels: readonly RepositoryLabels[], wanted: RepositoryLabels['set']): readonly RepositoryLabels[] {
  return labels.filter(({ set }) => set === wanted)
}

async function audit(labels: readonly RepositoryLabels[], folder: string) {
  const answers: Answer[] = []
  const problems: string[] = []
  const pool = createAuditPool({
    onError: (id, error) => process.stderr.write(`the check ${id} failed: ${String(error)}\n`),
  })
  try {
    for (const { repository, commit } of labels) {
      const path = join(folder, repository.replace('/', '__'))
      const problem = problemOf(path, repository, commit)
      if (problem) {
        problems.push(problem)
        continue
      }
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${repository}`)
      const { snapshot } = await readInput(path, commit, () => undefined)
      const report = await pool.audit(snapshot)
      const verdicts = Object.fromEntries(
        report.results.map(({ id, verdict, message }) => [id, { verdict, message }]),
      ) as Answer['verdicts']
      answers.push({ repository, kind: report.kind, verdicts })
    }
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
    await pool.close()
  }
  return { rubricVersion: pool.rubricVersion, answers, problems }
}

function problemOf(path: string, repository: string, commit: string): string | null {
  if (!existsSync(path)) return `${repository}: there is no folder ${path}`
  try {
    execFileSync('git', ['-C', path, 'cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' })
    return null
  } catch {
    return `${repository}: ${path} is no git checkout that has the commit ${commit}`
  }
}
