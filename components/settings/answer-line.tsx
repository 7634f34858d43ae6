export type Answer = { readonly ok: true; readonly done: string } | { readonly ok: false; readonly error: string }

/** What an action answered: what was done, or why it was not. */
export function AnswerLine({ answer }: { readonly answer: Answer | null }) {
  if (!answer) return null
  if (answer.ok) {
    return (
      <p role="status" className="text-sm">
        {answer.done}
      </p>
    )
  }
  return (
    <p role="alert" className="text-fail text-sm">
      {answer.error}
    </p>
  )
}
