import { runGit } from './run-git'

const LARGEST_BATCH = 2000
const LARGEST_OUTPUT = 1024 * 1024 * 1024

export interface GitObject {
  type: 'commit' | 'tree' | 'blob' | 'tag'
  body: Buffer
}

/** An object's head, without its content. */
export interface ObjectHead {
  type: GitObject['type']
  size: number
}

/** The object with this id, or undefined when the bare repository or its alternates have none. */
export function loadObject(directory: string, oid: string): Promise<GitObject | undefined> {
  return queueFor(`${directory} --batch`, () => new Queue((oids) => readBatch(directory, oids))).load(oid)
}

export function loadHead(directory: string, oid: string): Promise<ObjectHead | undefined> {
  return queueFor(`${directory} --batch-check`, () => new Queue((oids) => checkBatch(directory, oids))).load(oid)
}

const queues = new Map<string, Queue<unknown>>()

function queueFor<V>(key: string, make: () => Queue<V>): Queue<V> {
  const known = queues.get(key) as Queue<V> | undefined
  if (known) return known
  const queue = make()
  queue.whenIdle = () => queues.delete(key)
  queues.set(key, queue as Queue<unknown>)
  return queue
}

interface Waiter<V> {
  resolve(value: V | undefined): void
  reject(reason: unknown): void
}

/** Gathers what is asked for while git is busy, so that a hundred questions take one or two processes. */
class Queue<V> {
  whenIdle: () => void = () => {}
  private waiting = new Map<string, Waiter<V>[]>()
  private isBusy = false

  constructor(private readonly run: (oids: string[]) => Promise<Map<string, V>>) {}

  load(oid: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const waiters = this.waiting.get(oid)
      if (waiters) waiters.push({ resolve, reject })
      else this.waiting.set(oid, [{ resolve, reject }])
      if (this.isBusy) return
      this.isBusy = true
      setImmediate(() => this.drain())
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.size > 0) {
      const batch = [...this.waiting].slice(0, LARGEST_BATCH)
      for (const [oid] of batch) this.waiting.delete(oid)
      try {
        const found = await this.run(batch.map(([oid]) => oid))
        for (const [oid, waiters] of batch) for (const { resolve } of waiters) resolve(found.get(oid))
      } catch (error) {
        for (const [, waiters] of batch) for (const { reject } of waiters) reject(error)
      }
    }
    this.isBusy = false
    this.whenIdle()
  }
}

async function readBatch(directory: string, oids: string[]): Promise<Map<string, GitObject>> {
  const input = `${oids.join('\n')}\n`
  const output = await runGit(directory, ['cat-file', '--batch'], { input, maxBytes: LARGEST_OUTPUT })
  const found = new Map<string, GitObject>()
  let position = 0
  while (position < output.length) {
    const end = output.indexOf(10, position)
    const head = parseHead(output.subarray(position, end).toString())
    position = end + 1
    if (!head) continue
    // A copy, so that one small object does not keep the whole output alive.
    const body = Buffer.from(output.subarray(position, position + head.size))
    found.set(head.oid, { type: head.type, body })
    position += head.size + 1
  }
  return found
}

async function checkBatch(directory: string, oids: string[]): Promise<Map<string, ObjectHead>> {
  const output = await runGit(directory, ['cat-file', '--batch-check'], { input: `${oids.join('\n')}\n` })
  const found = new Map<string, ObjectHead>()
  for (const line of output.toString().split('\n')) {
    const head = parseHead(line)
    if (head) found.set(head.oid, { type: head.type, size: head.size })
  }
  return found
}

function parseHead(line: string) {
  const [, oid, type, size] = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(line) ?? []
  return oid && type ? { oid, type: type as GitObject['type'], size: Number(size) } : undefined
}
