import { Worker } from 'node:worker_threads'
import type { ThreadAnswer, ThreadReply, ThreadTask } from './thread-messages'

/** The thread that had the task was ended and replaced. */
export class ThreadLost extends Error {
  constructor(readonly reason: 'timeout' | 'crash') {
    super(reason === 'timeout' ? 'The task took too long' : 'The thread ended during the task')
  }
}

/** The task threw, which the thread outlived; with the stack of there. */
export class TaskFailed extends Error {}

export interface ThreadPool {
  /**
   * `timeoutMs` is asked for and counts when a thread takes the task; 0 or less is no time at all. Rejects with ThreadLost,
   * TaskFailed, or another error when the pool is closed meanwhile.
   */
  run(task: ThreadTask, timeoutMs: number | (() => number), options?: RunOptions): Promise<ThreadAnswer>
  readonly threads: number
  /** Ends the threads that have nothing to do, whose memory is more than it costs to start others. */
  rest(): Promise<void>
  close(): Promise<void>
}

export interface RunOptions {
  readonly transfer?: readonly ArrayBuffer[]
  /** Told how long a thread had the task, before anything else is told of it. */
  onEnd?(tookMs: number): void
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
  readonly timeoutMs: number | (() => number)
  readonly options: RunOptions
  readonly resolve: (answer: ThreadAnswer) => void
  readonly reject: (error: Error) => void
}

interface Lane {
  worker: Worker | null
  job: Job | null
  timer: NodeJS.Timeout | null
  /** When it took its job. */
  since: number
}

/**
 * Worker threads that are replaced when they hang, crash or grow. Written by hand because time limits must count from
 * the start of a task and a thread must be retired between two tasks, which pools for general use do not offer.
 */
export function createThreadPool({ file, threads, heapMb, recycleBytes }: ThreadPoolOptions): ThreadPool {
  const lanes: Lane[] = Array.from({ length: Math.max(1, threads) }, () => ({
    worker: null,
    job: null,
    timer: null,
    since: 0,
  }))
  const queue: Job[] = []
  let id = 0
  let closed = false

  const next = (): void => {
    for (const lane of lanes) {
      while (!lane.job) {
        const job = queue.shift()
        if (!job) return
        start(lane, job)
      }
    }
  }

  const start = (lane: Lane, job: Job): void => {
    const timeoutMs = typeof job.timeoutMs === 'number' ? job.timeoutMs : job.timeoutMs()
    if (timeoutMs <= 0) {
      job.reject(new ThreadLost('timeout'))
      return
    }
    lane.worker ??= open(lane)
    lane.job = job
    lane.since = performance.now()
    lane.worker.ref()
    lane.timer = setTimeout(() => lose(lane, 'timeout'), timeoutMs)
    id += 1
    lane.worker.postMessage({ id, task: job.task }, [...(job.options.transfer ?? [])])
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
    job?.options.onEnd?.(performance.now() - lane.since)
    return job
  }

  const finish = (lane: Lane, worker: Worker, reply: ThreadReply): void => {
    if (lane.worker !== worker) return
    const job = release(lane)
    if (reply.isSpoilt || reply.externalBytes > recycleBytes) retire(lane)
    else worker.unref()
    if ('answer' in reply) job?.resolve(reply.answer)
    else job?.reject(new TaskFailed(reply.error))
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
    run(task, timeoutMs, options = {}) {
      if (closed) return Promise.reject(poolClosed())
      return new Promise((resolve, reject) => {
        queue.push({ task, timeoutMs, options, resolve, reject })
        next()
      })
    },
    async rest() {
      await Promise.all(lanes.filter(({ job }) => job === null).map(retire))
    },
    async close() {
      closed = true
      for (const job of queue.splice(0)) job.reject(poolClosed())
      await Promise.all(
        lanes.map((lane) => {
          release(lane)?.reject(poolClosed())
          return retire(lane)
        }),
      )
    },
  }
}

/** None of the task's doing: it may go well in another pool. */
function poolClosed(): Error {
  return new Error('The pool is closed')
}
