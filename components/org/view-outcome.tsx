import type { ViewAnswer } from '@/lib/actions/saved-views'

/** What became of a change of saved views. */
export function ViewOutcome({ answer }: { readonly answer: ViewAnswer | null }) {
  if (!answer) return null
  return answer.ok ? (
    <p role="status" className="mt-1 text-muted text-xs">
      {answer.done}
    </p>
  ) : (
    <p role="alert" className="mt-1 text-fail text-xs">
      {answer.error}
    </p>
  )
}
