import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RepositoryRecords, SavedRecords } from './record-schemas'

const FIRST_ID = 1_000_000

/**
 * Pull requests, checks, issues and settings: what GitHub keeps beside git. In memory, and in a file beside tokens.json
 * so that a restart keeps it.
 */
export class RecordStore {
  private readonly queues = new Map<number, Promise<unknown>>()
  private saving: Promise<void> = Promise.resolve()
  private dirty = false

  private constructor(
    private readonly path: string,
    private readonly repositories: Map<string, RepositoryRecords>,
    private lastId: number,
  ) {}

  static async open(root: string): Promise<RecordStore> {
    const path = join(root, 'records.json')
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) return new RecordStore(path, new Map(), FIRST_ID)
    const saved = SavedRecords.safeParse(parseJson(text))
    if (!saved.success) throw new Error(`${path} is not what this local GitHub writes; delete it to start afresh.`)
    return new RecordStore(path, new Map(Object.entries(saved.data.repositories)), saved.data.lastId)
  }

  /** What is known of a repository, to read only. */
  read(repositoryId: number): Readonly<RepositoryRecords> {
    return this.repositories.get(String(repositoryId)) ?? NOTHING
  }

  /** Changes what is known of a repository, and keeps it. */
  edit<T>(repositoryId: number, change: (records: RepositoryRecords) => T): T {
    const key = String(repositoryId)
    const records = this.repositories.get(key) ?? RepositoryRecords.parse({})
    this.repositories.set(key, records)
    const result = change(records)
    this.save()
    return result
  }

  /** An id that nothing else here has. */
  nextId(): number {
    this.lastId += 1
    return this.lastId
  }

  /** Runs work that waits for git in between one at a time for a repository. */
  serially<T>(repositoryId: number, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(repositoryId) ?? Promise.resolve()
    const result = before.then(work, work)
    this.queues.set(repositoryId, result)
    return result
  }

  /** Waits until everything is on disk. */
  flush(): Promise<void> {
    return this.saving
  }

  private save(): void {
    if (this.dirty) return
    this.dirty = true
    this.saving = this.saving
      .then(async () => {
        // Whatever changes from here on is for the next file.
        this.dirty = false
        const content = { lastId: this.lastId, repositories: Object.fromEntries(this.repositories) }
        await writeFile(`${this.path}.new`, JSON.stringify(content), { mode: 0o600 })
        await rename(`${this.path}.new`, this.path)
      })
      .catch((error) => console.error(`local GitHub could not keep its records: ${error.message}`))
  }
}

const NOTHING: Readonly<RepositoryRecords> = RepositoryRecords.parse({})

/** The next number of a pull request or an issue. */
export function nextNumber(records: RepositoryRecords): number {
  records.lastNumber += 1
  return records.lastNumber
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
