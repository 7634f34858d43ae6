import type { ComponentProps } from 'react'
import { PressedAction } from './pressed-action'

/** Something by which something is lost: what that is stands there before it can be pressed. */
export function ConfirmedAction({
  summary,
  consequence,
  ...action
}: ComponentProps<typeof PressedAction> & {
  readonly summary: string
  /** As a sentence. */
  readonly consequence: string
}) {
  return (
    <details>
      <summary className="link w-fit list-none text-sm">{summary}</summary>
      <div className="mt-2 grid gap-3 rounded-md border p-3">
        <p className="text-sm">{consequence}</p>
        <PressedAction {...action} />
      </div>
    </details>
  )
}
