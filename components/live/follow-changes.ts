import { ChangesEvent } from '@/lib/data/changes-schema'

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
}

/**
 * Follows what changes in an organisation while the page is looked at: begins again, later each time, when the
 * connection is lost. Answers how to stop.
 */
export function followChanges(url: string, listener: ChangeListener, { open, page }: Surroundings): () => void {
  let source: Source | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isOver = false

  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  const connect = () => {
    close()
    if (isOver || page.hidden) return
    const opened = open(url)
    source = opened
    const hear = (name: string, tell: (data: unknown) => void) => {
      opened.addEventListener(name, (event) => {
        if (source === opened) tell(JSON.parse((event as MessageEvent<string>).data))
      })
    }
    hear('mark', (mark) => {
      failures = 0
      listener.onMark(String(mark))
    })
    hear('changed', (data) => {
      const event = ChangesEvent.safeParse(data)
      if (event.success) listener.onChanged(event.data)
    })
    hear('gone', () => {
      isOver = true
      close()
      listener.onGone()
    })
    opened.addEventListener('error', () => {
      if (source !== opened) return
      close()
      const longest = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
      failures += 1
      timer = setTimeout(connect, longest * (0.5 + Math.random() / 2))
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
    page.removeEventListener('visibilitychange', look)
    close()
  }
}
