import { spawn } from 'node:child_process'
import { endedChildrenTime } from './processor-time'

export interface Cost {
  /** Seconds of processor time of the whole process, with all its threads and what it starts. */
  readonly cpu: number
  readonly wall: number
}

interface Options {
  /** What its standard input is. */
  readonly input?: string
  /** It may end as it likes. */
  readonly isAnyCode?: boolean
}

/** Runs a program to its end, its output going nowhere, and answers what it took. One at a time. */
export async function costOf(program: string, args: readonly string[], options: Options = {}): Promise<Cost> {
  const before = { cpu: endedChildrenTime(), at: performance.now() }
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', options.isAnyCode ? 'ignore' : 'inherit'] })
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1))
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
  if (code !== 0 && !options.isAnyCode) throw new Error(`${[program, ...args].join(' ')} ended with code ${code}`)
  return { cpu: (endedChildrenTime() - before.cpu) / 1000, wall: (performance.now() - before.at) / 1000 }
}

/** What this process with all its threads spends on some work. */
export async function costHere(work: () => Promise<unknown>): Promise<Cost> {
  const before = { cpu: process.cpuUsage(), at: performance.now() }
  await work()
  const { user, system } = process.cpuUsage(before.cpu)
  return { cpu: (user + system) / 1e6, wall: (performance.now() - before.at) / 1000 }
}
