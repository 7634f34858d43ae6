import { parseArgs } from 'node:util'
import { inputOf } from './inputs'
import type { Fault } from './messages'
import { minimise } from './minimise'
import { recordAnswers } from './record-answers'
import { failsAlone, runTarget } from './run-target'
import type { Target } from './target'
import { loadTargets } from './targets'

const USAGE = `Feeds every parser with damaged and made-up input. An exception that is not ours and an input that takes more
than 5 seconds are faults; the shortest input found for each is printed, with the seed that makes it again.

Usage: npm run faults -- fuzz [PART OF A NAME...] [--seed N] [--seconds N]

  --seed N      where the random numbers begin; a new one each time unless told
  --seconds N   of processor for all parsers together, shared evenly; 600 unless told
`

const HANG_MS = 5_000
/** After so many faults of one parser the next one has its turn. */
const MOST_FAULTS = 3
/** Shorter inputs that are tried for one that hangs, each in a thread of its own. */
const TRIES = 14

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else process.exitCode = await main(Number(values.seed ?? Math.floor(Math.random() * 1e9)), Number(values.seconds))

async function main(seed: number, seconds: number): Promise<number> {
  const recorded = await recordAnswers()
  const all = await loadTargets(recorded)
  const targets = all.filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
  const file = new URL('faults-fuzz-thread.js', import.meta.url)
  const shareMs = (seconds * 1000) / targets.length
  process.stdout.write(`seed ${seed}, ${seconds} s of processor for ${targets.length} parsers\n\n`)
  process.stdout.write(
    `${'PARSER'.padEnd(34)} ${'seeds'.padStart(6)} ${'inputs'.padStart(8)} ${'cpu s'.padStart(6)}  FAULTS\n`,
  )
  let faults = 0
  for (const target of targets) {
    const { rounds, cpuMs, found } = await fuzz(target, seed, shareMs, file, recorded)
    faults += found.length
    process.stdout.write(
      `${target.name.padEnd(34)} ${String(target.seeds.length).padStart(6)} ${String(rounds).padStart(8)} ${(cpuMs / 1000).toFixed(1).padStart(6)}  ${found.length}\n${found.join('')}`,
    )
  }
  process.stdout.write(`\n${faults} faults with seed ${seed}\n`)
  return faults > 0 ? 1 : 0
}

async function fuzz(
  target: Target,
  seed: number,
  shareMs: number,
  file: URL,
  recorded: Readonly<Record<string, string>>,
) {
  const found: string[] = []
  let round = 0
  let cpuMs = 0
  while (cpuMs < shareMs && found.length < MOST_FAULTS) {
    const mostFaults = MOST_FAULTS - found.length
    const start = { name: target.name, seed, firstRound: round, cpuMs: shareMs - cpuMs, mostFaults, recorded }
    const ended = await runTarget(file, { ...start, again: null }, HANG_MS)
    cpuMs += ended.cpuMs
    if (ended.kind === 'done') {
      round += ended.rounds
      found.push(...ended.faults.map(lineOf))
      break
    }
    const { text, seed: from } = inputOf(target, seed, Math.max(0, ended.round))
    const fails = (shorter: string) => failsAlone(file, start, { text: shorter, seed: from }, HANG_MS)
    const shortest = (await fails(text)) ? await minimise(text, fails, TRIES) : text
    found.push(lineOf({ round: ended.round, from, error: ended.error, shortest }))
    round = Math.max(ended.round, round) + 1
  }
  return { rounds: round, cpuMs, found }
}

function lineOf({ round, from, error, shortest }: Fault): string {
  return [
    `    FAULT in round ${round}, made from text ${from}`,
    `      ${error.split('\n').slice(0, 6).join('\n      ')}`,
    `      ${JSON.stringify(shortest).slice(0, 2000)}`,
    '',
  ].join('\n')
}
