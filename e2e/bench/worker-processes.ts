import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { memoryOf, timeOf } from './processor-time'

const SAMPLE_MS = 250

interface Watched {
  readonly process: ChildProcess
  cpuMs: number
  /** Resident bytes, one for each look. */
  readonly memory: number[]
  peak: number
}

/** Worker processes as `npm run worker` runs them, with what each of them takes. */
export class WorkerProcesses {
  private readonly watched: Watched[]
  private readonly timer: NodeJS.Timeout

  constructor(count: number, environment: Readonly<Record<string, string>>) {
    const bundle = fileURLToPath(new URL('worker.js', import.meta.url))
    this.watched = Array.from({ length: count }, () => ({
      process: spawn(process.execPath, [...flags(), bundle], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...environment, NODE_ENV: 'production' },
      }),
      cpuMs: 0,
      memory: [],
      peak: 0,
    }))
    this.timer = setInterval(() => this.look(), SAMPLE_MS)
  }

  /** Processor time of all until now. */
  cpuMs(): number {
    this.look()
    return this.watched.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  }

  /** Highest resident bytes of any of them, and the same in the first and the second half of what was seen. */
  memory(): { readonly peak: number; readonly early: number; readonly late: number } {
    const most = (of: (watched: Watched) => number) => Math.max(0, ...this.watched.map(of))
    const half = ({ memory }: Watched) => Math.ceil(memory.length / 2)
    return {
      peak: most(({ peak }) => peak),
      early: most((each) => Math.max(0, ...each.memory.slice(0, half(each)))),
      late: most((each) => Math.max(0, ...each.memory.slice(half(each)))),
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await Promise.all(
      this.watched.map(async ({ process: each }) => {
        if (each.exitCode !== null) return
        const ended = new Promise((resolve) => each.once('exit', resolve))
        each.kill('SIGTERM')
        await ended
      }),
    )
  }

  private look(): void {
    for (const each of this.watched) {
      const { pid, exitCode } = each.process
      if (exitCode !== null) throw new Error(`a worker ended with code ${exitCode}`)
      if (pid === undefined) continue
      each.cpuMs = timeOf(pid) ?? each.cpuMs
      const memory = memoryOf(pid)
      if (!memory) continue
      each.memory.push(memory.now)
      each.peak = memory.peak
    }
  }
}

/** AIRWORTHY_BENCH_NODE: what Node is told besides, such as `--cpu-prof`. */
function flags(): string[] {
  return process.env.AIRWORTHY_BENCH_NODE?.split(' ').filter(Boolean) ?? []
}
