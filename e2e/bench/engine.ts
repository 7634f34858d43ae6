import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { auditSnapshot, type RecordSource } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import { readInput } from '@/lib/cli/read-input'
import { createFacts } from '@/lib/facts/create'
import { type Bar, JSON_OPTION, median, publish, say } from './bench-report'
import { type Cost, costOf } from './child-cost'
import { generatedFiles, writeFiles } from './generated-checkout'

const USAGE = `Audits each checkout in a folder as the command line does, against the floor: Ruff and tree-sitter's parser over its
application files, once, in one process.

Usage: npm run bench -- engine [FOLDER] [--rounds 3] [--only TEXT] [--json FILE]

FOLDER holds checkouts; without one two services of 20,000 and 60,000 lines are generated. Each audit and each floor is a
process of its own, and its whole processor time counts, from its start. By turns; the median of all rounds counts. "to all"
compares with a floor over tests and whatever else is no application as well, which the engine has to read to know that.
"together" is all checkouts one after the other in one process, as a worker audits them; so is its floor.
`
const BARS = { one: 1.25, two: 0.7, lines: 20_000 } as const

interface Checkout {
  readonly name: string
  readonly folders: readonly string[]
  readonly lines: number
  /** Absolute paths. */
  readonly application: readonly string[]
  readonly all: readonly string[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...JSON_OPTION,
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || positionals.length > 1) process.stdout.write(USAGE)
else await main(positionals[0])

async function main(given: string | undefined): Promise<void> {
  const own = given ? null : await mkdtemp(join(tmpdir(), 'airworthy-engine-'))
  const root = given ? resolve(given) : await generate(own ?? '')
  try {
    const checkouts = await findCheckouts(root)
    if (checkouts.length === 0) throw new Error(`${root} holds no checkout with Python.`)
    const rows: Measured[] = []
    for (const checkout of checkouts.length > 1 ? [...checkouts, together(checkouts)] : checkouts) {
      rows.push(await measure(checkout, Number(values.rounds)))
      say(`${checkout.name}: measured`)
    }
    publish({ bench: 'engine', rows: rows.map(rowOf), bars: rows.flatMap(barsOf) }, values.json)
  } finally {
    if (own) await rm(own, { recursive: true, force: true })
  }
}

async function generate(root: string): Promise<string> {
  const sizes = { 'service-of-20000': { modules: 130, tests: 20 }, 'service-of-60000': { modules: 390, tests: 60 } }
  for (const [name, size] of Object.entries(sizes)) {
    await writeFiles(join(root, name), generatedFiles(name, { ...size, lines: 160 }))
  }
  return root
}

/** What is application is what the engine itself says; finding out counts for nothing. */
async function findCheckouts(root: string): Promise<Checkout[]> {
  const read = await createInThreadRecords()
  const found: Checkout[] = []
  for (const name of (await readdir(root)).sort().filter((name) => name.includes(values.only))) {
    const folder = join(root, name)
    if (!(await stat(folder)).isDirectory()) continue
    const { snapshot } = await readInput(folder, null, () => undefined)
    let application: string[] = []
    let all: string[] = []
    const records: RecordSource = async (modules) => {
      const byBlob = await read(modules)
      const { files } = createFacts(snapshot, byBlob)
      const python = modules.filter(({ path }) => path.endsWith('.py'))
      const roles = new Map(files.all.map(({ path, role }) => [path, role]))
      all = python.map(({ path }) => join(folder, path))
      application = python.filter(({ path }) => roles.get(path) === 'application').map(({ path }) => join(folder, path))
      return byBlob
    }
    await auditSnapshot(snapshot, records, () => undefined)
    const lines = await countLines(application)
    if (lines > 0) found.push({ name, folders: [folder], application, all, lines })
  }
  return found
}

function together(checkouts: readonly Checkout[]): Checkout {
  return {
    name: 'together',
    folders: checkouts.flatMap(({ folders }) => folders),
    lines: checkouts.reduce((sum, { lines }) => sum + lines, 0),
    application: checkouts.flatMap(({ application }) => application),
    all: checkouts.flatMap(({ all }) => all),
  }
}

async function countLines(paths: readonly string[]): Promise<number> {
  let lines = 0
  for (const path of paths) lines += (await readFile(path, 'utf8')).split('\n').length
  return lines
}

interface Measured {
  readonly checkout: Checkout
  readonly floor: Cost
  readonly all: Cost
  readonly one: Cost
  readonly two: Cost
}

/** By turns, so that what else the machine does meets all alike. */
async function measure(checkout: Checkout, rounds: number): Promise<Measured> {
  const costs: Record<'floor' | 'all' | 'one' | 'two', Cost[]> = { floor: [], all: [], one: [], two: [] }
  for (let round = 0; round < rounds; round += 1) {
    costs.floor.push(await runFloor(checkout.application))
    costs.one.push(await runAudit(checkout.folders, 1))
    costs.all.push(await runFloor(checkout.all))
    costs.two.push(await runAudit(checkout.folders, 2))
  }
  const middle = (of: readonly Cost[]): Cost => ({
    cpu: median(of.map(({ cpu }) => cpu)),
    wall: median(of.map(({ wall }) => wall)),
  })
  return {
    checkout,
    floor: middle(costs.floor),
    all: middle(costs.all),
    one: middle(costs.one),
    two: middle(costs.two),
  }
}

function runFloor(paths: readonly string[]): Promise<Cost> {
  return costOf(process.execPath, [bundle('bench-floor')], { input: paths.join('\n') })
}

function runAudit(folders: readonly string[], threads: number): Promise<Cost> {
  return costOf(process.execPath, [bundle('bench-audit-once'), String(threads), ...folders])
}

function bundle(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, import.meta.url))
}

function rowOf({ checkout, floor, all, one, two }: Measured) {
  return {
    checkout: checkout.name,
    lines: checkout.lines,
    files: checkout.application.length,
    modules: checkout.all.length,
    'floor CPU s': floor.cpu,
    'all modules CPU s': all.cpu,
    'one thread CPU s': one.cpu,
    ratio: one.cpu / floor.cpu,
    'to all': one.cpu / all.cpu,
    'floor s': floor.wall,
    'one thread s': one.wall,
    'two threads s': two.wall,
    'two by floor': two.wall / floor.wall,
  }
}

function barsOf({ checkout, floor, one, two }: Measured): Bar[] {
  if (checkout.lines < BARS.lines) return []
  return [
    { what: `${checkout.name}: processor, one thread by floor`, value: one.cpu / floor.cpu, most: BARS.one },
    { what: `${checkout.name}: wall, two threads by floor`, value: two.wall / floor.wall, most: BARS.two },
  ]
}
