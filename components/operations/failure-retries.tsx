'use client'

import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import { Confirm } from '@/components/ui/confirm'
import type { RetryAnswer } from '@/lib/actions/retry-failures'

interface Retry {
  readonly submit: (form: FormData) => void
  readonly answer: RetryAnswer | null
}

const Retries = createContext<Retry>({ submit: () => undefined, answer: null })

/** Says above the failures what became of those that were asked for again, which are off the list by then. */
export function FailureRetries({
  retry,
  children,
}: {
  readonly retry: (last: unknown, form: FormData) => Promise<RetryAnswer>
  readonly children: ReactNode
}) {
  const [answer, submit] = useActionState<RetryAnswer | null, FormData>(retry, null)
  const outcome = useRef<HTMLParagraphElement>(null)

  // The button that had the focus went with its row.
  useEffect(() => {
    if (answer?.ok) outcome.current?.focus()
  }, [answer])

  return (
    <Retries value={{ submit, answer }}>
      {answer && (
        <p
          ref={outcome}
          tabIndex={-1}
          role={answer.ok ? 'status' : 'alert'}
          className={answer.ok ? 'mb-3 text-sm' : 'mb-3 text-fail text-sm'}
        >
          {answer.ok ? answer.done : answer.error}
        </p>
      )}
      {children}
    </Retries>
  )
}

/** Asks for failed jobs again after a second look: one by its `id`, or all of a `task` that failed for one `code`. */
export function RetryFailures({
  fields,
  opener,
  title,
  consequence,
}: {
  readonly fields: Readonly<Record<string, string>>
  readonly opener: ReactNode
  /** As a question. */
  readonly title: string
  readonly consequence: string
}) {
  const { submit, answer } = useContext(Retries)
  return (
    <Confirm
      opener={opener}
      title={title}
      consequence={consequence}
      action={submit}
      fields={Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      yes="Retry"
      busy="Asking"
      answer={answer}
    />
  )
}
