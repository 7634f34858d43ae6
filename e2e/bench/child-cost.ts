import { spawn } from 'node:child_process'
import { endedChildrenTime } from './processor-time'

export interface Cost {
  /** Seconds of processor time of the whole process, with all its threads and what it starts. */
  readonly cpu: number
  readonly wall: number
}

/** Runs a program to its end, its output going nowhere, and answers what it took. One at a time. */
export async function costOf(program: string, args: readonly string[], input = ''): Promise<Cost> {
  const before = { cpu: endedChildrenTime(), at: performance.now() }
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] })
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1))
    child.stdin.end(input)
  })
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with code ${code}`)
  return { cpu: (endedChildrenTime() - before.cpu) / 1000, wall: (performance.now() - before.at) / 1000 }
}
