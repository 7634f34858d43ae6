import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startArchiveServer } from './archive-server'
import { ARCHIVES, filesOf } from './archives'
import type { Outcome } from './audit-archives'
import { CONTENTS, withHonest } from './contents'
import { FOLDERS, writeFiles } from './folders'
import { HONEST } from './honest'
import { type Measured, runMeasured } from './measured-process'
import { rawCharacters } from './nasty-text'
import { reportPage } from './report-page'
import { archive } from './tar'

const USAGE = `Gives repositories that are attacks to the engine: as archives, beside an honest one, and as folders to the
command line. Each in a process of its own with a heap of 1 GB; its processor time and its peak memory are bounded, it must come
to an answer, nothing of it may be written raw, and the honest one must be judged as it is alone.

Usage: npm run faults -- hostile [PART OF A NAME...] [--json]
`

/** What one repository may take: of processor, and of memory with all threads. */
const MOST_CPU_SECONDS = 90
const MOST_MEGABYTES = 1600
const TIMEOUT_MS = 300_000
const HEAD = `${'NAME'.padEnd(50)} ${'WAY'.padEnd(8)} ${'s'.padStart(6)} ${'cpu s'.padStart(6)} ${'peak MB'.padStart(8)}  VERDICT`

interface Row {
  readonly name: string
  readonly way: 'archive' | 'folder'
  readonly seconds: number
  readonly cpuSeconds: number | null
  readonly megabytes: number | null
  readonly verdict: string
  readonly faults: readonly string[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})
if (values.help) process.stdout.write(USAGE)
else process.exitCode = await main()

async function main(): Promise<number> {
  const server = await startArchiveServer()
  const honest = server.offer(() => archive(filesOf(HONEST)))
  const alone = digest(outcomesOf(await audit([honest]))[0])
  const rows: Row[] = []
  const note = (row: Row) => {
    rows.push(row)
    process.stdout.write(lineOf(row))
  }
  process.stdout.write(`${HEAD}\n`)
  for (const [name, make] of chosen(ARCHIVES)) note(await asArchive(name, server.offer(make), honest, alone))
  for (const [name, make] of chosen(CONTENTS)) {
    note(
      await asArchive(
        name,
        server.offer(() => archive(filesOf(withHonest(make())))),
        honest,
        alone,
      ),
    )
    note(await asFolder(name, (root) => writeFiles(root, withHonest(make()))))
  }
  for (const [name, make] of chosen(FOLDERS)) note(await asFolder(name, make))
  await server.close()
  const faulty = rows.filter(({ faults }) => faults.length > 0)
  process.stdout.write(`\n${rows.length} attacks, ${faulty.length} with faults\n`)
  if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  return faulty.length > 0 ? 1 : 0
}

function chosen<T>(cases: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(cases).filter(
    ([name]) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
  )
}

function audit(links: readonly string[]): Promise<Measured> {
  return runMeasured([beside('faults-hostile-audit.js'), ...links], TIMEOUT_MS)
}

async function asArchive(name: string, link: string, honest: string, alone: string): Promise<Row> {
  const measured = await audit([link, honest])
  const [outcome, neighbour] = outcomesOf(measured)
  const faults = [...common(measured)]
  if (!outcome) faults.push(`no answer: ${measured.stderr.trim().slice(0, 300)}`)
  if (digest(neighbour) !== alone) faults.push('the honest repository beside it was judged otherwise')
  if (outcome?.kind === 'judged') {
    faults.push(...outcome.failures.map((failure) => `a check failed: ${failure.slice(0, 300)}`))
    faults.push(...rawIn('the page', reportPage(outcome.report), '\n\t'))
  }
  if (outcome && outcome.kind !== 'judged') faults.push(...rawIn('the reason', outcome.message))
  return rowOf(name, 'archive', measured, outcome ? verdictOf(outcome) : 'none', faults)
}

async function asFolder(name: string, make: (root: string) => readonly string[]): Promise<Row> {
  const root = mkdtempSync(join(tmpdir(), 'airworthy-hostile-'))
  const written = mkdtempSync(join(tmpdir(), 'airworthy-written-'))
  try {
    const more = make(root)
    const [sarif, markdown] = [join(written, 'sarif.json'), join(written, 'report.md')]
    const measured = await runMeasured(
      [beside('cli.js'), 'audit', root, ...more, '--sarif', sarif, '--markdown', markdown],
      TIMEOUT_MS,
    )
    const json = await runMeasured([beside('cli.js'), 'audit', root, ...more, '--json'], TIMEOUT_MS)
    const faults = [
      ...common(measured),
      ...rawIn('the terminal', measured.stdout),
      ...rawIn('standard error', measured.stderr + json.stderr),
      ...rawIn('the JSON', json.stdout),
      ...(existsSync(sarif) ? rawIn('SARIF', readFileSync(sarif, 'utf8')) : []),
      // It keeps links and mentions from working with an invisible character of its own.
      ...(existsSync(markdown) ? rawIn('Markdown', readFileSync(markdown, 'utf8'), '\n\u2060') : []),
      ...(measured.stderr.includes('check') ? [`a check failed: ${measured.stderr.slice(0, 300)}`] : []),
      ...(existsSync(join(root, 'ran')) ? ['a command of the repository ran'] : []),
    ]
    const verdict =
      measured.code === 0
        ? judgedBy(json.stdout)
        : `refused: ${measured.stderr
            .replace(/^airworthy: /, '')
            .trim()
            .slice(0, 120)}`
    return rowOf(name, 'folder', measured, verdict, faults)
  } finally {
    rmSync(root, { recursive: true, force: true })
    rmSync(written, { recursive: true, force: true })
  }
}

function common({ code, signal, cpuSeconds, peakMegabytes, stderr }: Measured): string[] {
  if (signal || cpuSeconds === null || peakMegabytes === null)
    return [`it was ended: ${signal ?? code} ${stderr.trim().split('\n')[0] ?? ''}`]
  return [
    ...(cpuSeconds > MOST_CPU_SECONDS ? [`it took ${cpuSeconds.toFixed(0)} s of processor`] : []),
    ...(peakMegabytes > MOST_MEGABYTES ? [`it took ${peakMegabytes.toFixed(0)} MB`] : []),
    ...(code !== 0 && code !== 2 ? [`it ended with ${code}: ${stderr.trim().slice(0, 300)}`] : []),
  ]
}

function rawIn(where: string, output: string, allowed?: string): string[] {
  const raw = rawCharacters(output, allowed)
  return [
    ...(raw.length > 0 ? [`${where} holds ${raw.join(' ')} raw`] : []),
    ...(where === 'the page' && /<script|<img/i.test(output) ? [`${where} holds markup of the repository`] : []),
  ]
}

function outcomesOf({ stdout }: Measured): readonly (Outcome | undefined)[] {
  try {
    return JSON.parse(stdout) as Outcome[]
  } catch {
    return []
  }
}

function digest(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'judged') return `not judged: ${JSON.stringify(outcome)}`
  return createHash('sha256').update(JSON.stringify(outcome.report)).digest('hex')
}

function verdictOf(outcome: Outcome): string {
  if (outcome.kind === 'refused') return `refused: ${outcome.message}`
  if (outcome.kind === 'cut') return `read from git instead: ${outcome.message}`
  return summary(outcome.report.score, outcome.report.results)
}

function judgedBy(json: string): string {
  try {
    const { score, characteristics } = JSON.parse(json) as {
      score: number
      characteristics: { verdict: string; message: string }[]
    }
    return summary(score, characteristics)
  } catch {
    return 'no JSON'
  }
}

function summary(
  score: number | null,
  results: readonly { readonly verdict: string; readonly message: string }[],
): string {
  const unknown = results.filter(({ verdict }) => verdict === 'unknown')
  const why = unknown[0] ? `: ${unknown[0].message.slice(0, 90)}` : ''
  return `score ${score === null ? 'none' : Math.round(score)}, ${unknown.length} unknown${why}`
}

function rowOf(
  name: string,
  way: Row['way'],
  { seconds, cpuSeconds, peakMegabytes }: Measured,
  verdict: string,
  faults: readonly string[],
): Row {
  return { name, way, seconds, cpuSeconds, megabytes: peakMegabytes, verdict, faults }
}

function lineOf({ name, way, seconds, cpuSeconds, megabytes, verdict, faults }: Row): string {
  const figures = [
    seconds.toFixed(1).padStart(6),
    (cpuSeconds?.toFixed(1) ?? '?').padStart(6),
    (megabytes?.toFixed(0) ?? '?').padStart(8),
  ]
  return [
    `${name.padEnd(50)} ${way.padEnd(8)} ${figures.join(' ')}  ${visible(verdict)}`,
    ...faults.map((fault) => `    FAULT ${visible(fault)}`),
    '',
  ].join('\n')
}

function visible(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
