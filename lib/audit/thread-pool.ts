import { Worker } from 'node:worker_threads'
import type { ThreadAnswer, ThreadReply, ThreadTask } from './thread-messages'

/** The thread that had the task was ended and replaced. */
export class ThreadLost extends Error {
  constructor(readonly reason: 'timeout' | 'crash') {
    super(reason === 'timeout' ? 'The task took too long' : 'The thread ended during the task')
  }
}

export interface ThreadPool {
  /** `timeoutMs` counts from when a thread takes the task. Rejects with ThreadLost, or with what the task threw. */
  run(task: ThreadTask, timeoutMs: number, transfer?: readonly ArrayBuffer[]): Promise<ThreadAnswer>
  readonly threads: number
  /** Ends the threads that have nothing to do, whose memory is more than it costs to start others. */
  rest(): Promise<void>
  close(): Promise<void>
}

interface ThreadPoolOptions {
  readonly file: URL
  readonly threads: number
  readonly heapMb: number
  /** A thread whose memory outside of the heap is above this is replaced after its task. */
  readonly recycleBytes: number
}

interface Job {
  readonly task: ThreadTask
  readonly timeoutMs: number
  readonly transfer: readonly ArrayBuffer[]
  readonly resolve: (answer: ThreadAnswer) => void
  readonly reject: (error: Error) => void
}

interface Lane {
  worker: Worker | null
  job: Job | null
  timer: NodeJS.Timeout | null
}

/**
 * Worker threads that are replaced when they hang, crash or grow. Written by hand because time limits must count from
 * the start of a task and a thread must be retired between two tasks, which pools for general use do not offer.
 */
export function createThreadPool({ file, threads, heapMb, recycleBytes }: ThreadPoolOptions): ThreadPool {
  const lanes: Lane[] = Array.from({ length: Math.max(1, threads) }, () => ({ worker: null, job: null, timer: null }))
  const queue: Job[] = []
  let id = 0
  let closed = false

  const next = (): void => {
    for (const lane of lanes) {
      if (lane.job) continue
      const job = queue.shift()
      if (!job) return
      start(lane, job)
    }
  }

  const start = (lane: Lane, job: Job): void => {
    lane.worker ??= open(lane)
    lane.job = job
    lane.worker.ref()
    lane.timer = setTimeout(() => lose(lane, 'timeout'), job.timeoutMs)
    id += 1
    lane.worker.postMessage({ id, task: job.task }, [...job.transfer])
  }

  const open = (lane: Lane): Worker => {
    // The web server's bundler must not look for the file: the set-up bundles it, and its place is known at run time only.
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      // `--conditions` and loaders of the parent must not reach the thread, and it needs no environment.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 8 },
    })
    worker.on('message', (reply: ThreadReply) => finish(lane, worker, reply))
    worker.on('error', () => lane.worker === worker && lose(lane, 'crash'))
    worker.on('exit', () => lane.worker === worker && lose(lane, 'crash'))
    worker.unref()
    return worker
  }

  const release = (lane: Lane): Job | null => {
    const { job } = lane
    if (lane.timer) clearTimeout(lane.timer)
    lane.timer = null
    lane.job = null
    return job
  }

  const finish = (lane: Lane, worker: Worker, reply: ThreadReply): void => {
    if (lane.worker !== worker) return
    const job = release(lane)
    if (reply.externalBytes > recycleBytes) retire(lane)
    else worker.unref()
    if ('answer' in reply) job?.resolve(reply.answer)
    else job?.reject(new Error(reply.error))
    next()
  }

  const lose = (lane: Lane, reason: 'timeout' | 'crash'): void => {
    const job = release(lane)
    retire(lane)
    job?.reject(new ThreadLost(reason))
    next()
  }

  const retire = (lane: Lane): Promise<unknown> => {
    const { worker } = lane
    lane.worker = null
    return worker ? worker.terminate() : Promise.resolve()
  }

  return {
    threads: lanes.length,
    run(task, timeoutMs, transfer = []) {
      if (closed) return Promise.reject(new Error('The pool is closed'))
      return new Promise((resolve, reject) => {
        queue.push({ task, timeoutMs, transfer, resolve, reject })
        next()
      })
    },
    async rest() {
      await Promise.all(lanes.filter(({ job }) => job === null).map(retire))
    },
    async close() {
      closed = true
      for (const job of queue.splice(0)) job.reject(new ThreadLost('crash'))
      await Promise.all(
        lanes.map((lane) => {
          release(lane)?.reject(new ThreadLost('crash'))
          return retire(lane)
        }),
      )
    },
  }
}
