import type { ChangesEvent } from '@/lib/data/changes-schema'
import { EventQueue } from './event-queue'

/** A page in the background gives its connection back: browsers have few of them for one host. */
const HIDDEN_MS = 10_000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000

export interface ChangeListener {
  /** Says what the viewer sees of the organisation now; another one than before means that something was missed. */
  onMark(mark: string): void
  onChanged(event: ChangesEvent): void
  /** The viewer may see nothing any more. */
  onGone(): void
}

interface Source {
  addEventListener(name: string, hear: (event: Event) => void): void
  close(): void
}

/** What is used of the browser. */
export interface Surroundings {
  open(url: string): Source
  readonly page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>
  /** What knows whether something is an event: loaded when the first one comes, as most pages are left before. */
  loadSchema(): Promise<typeof ChangesEvent>
}

/**
 * Follows what changes in an organisation while the page is looked at: begins again, later each time, when the
 * connection is lost. Answers how to stop.
 */
export function followChanges(
  url: string,
  listener: ChangeListener,
  { open, page, loadSchema }: Surroundings,
): () => void {
  let source: Source | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isOver = false
  let isLeft = false

  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  const lose = () => {
    if (!source || isOver) return
    close()
    const longest = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
    failures += 1
    timer = setTimeout(connect, longest * (0.5 + Math.random() / 2))
  }
  // A connection begins with the mark, which tells that something was missed.
  const queue = new EventQueue(loadSchema, lose)
  const tell = (task: () => void) => queue.add(() => !isLeft && !isOver && task())

  const connect = () => {
    close()
    if (isOver || page.hidden) return
    const opened = open(url)
    source = opened
    const hear = (name: string, take: (data: unknown) => void) => {
      opened.addEventListener(name, (event) => {
        if (source === opened) take(JSON.parse((event as MessageEvent<string>).data))
      })
    }
    hear('mark', (mark) => {
      failures = 0
      tell(() => listener.onMark(String(mark)))
    })
    hear('changed', (data) => {
      queue.addRead((schema) => {
        const event = schema.safeParse(data)
        if (event.success && !isLeft && !isOver) listener.onChanged(event.data)
      })
    })
    hear('gone', () => {
      isOver = true
      close()
      // Nothing that came before matters any more.
      if (!isLeft) listener.onGone()
    })
    opened.addEventListener('error', () => {
      if (source === opened) lose()
    })
  }
  const look = () => {
    if (page.hidden) timer = setTimeout(close, HIDDEN_MS)
    else if (source) clearTimeout(timer)
    else connect()
  }
  page.addEventListener('visibilitychange', look)
  connect()
  return () => {
    isOver = true
    isLeft = true
    page.removeEventListener('visibilitychange', look)
    close()
  }
}
