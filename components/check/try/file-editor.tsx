import { type RefCallback, useState } from 'react'
import { TextField } from '@/components/ui/field'
import type { TrialFile } from '@/lib/trials/trial'

const FEWEST_ROWS = 3
const MOST_ROWS = 28

/** Path and text of one file, folded away by its name. Tab moves on, as in any form. */
export function FileEditor({
  file,
  name,
  isOpen,
  id,
  place,
  onChange,
  onRemove,
}: {
  readonly file: TrialFile
  /** What it is called while it has no path. */
  readonly name: string
  /** At first; then it is up to who uses it. */
  readonly isOpen: boolean
  readonly id?: string
  readonly place?: RefCallback<HTMLDetailsElement>
  /** Without it the fields are left to the browser. */
  readonly onChange?: (change: Partial<TrialFile>) => void
  readonly onRemove?: () => void
}) {
  const [openAtFirst] = useState(isOpen)
  const title = file.path || name
  const rows = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, file.text.split('\n').length + 1))
  return (
    <details ref={place} id={id} open={openAtFirst} className="group min-w-0 scroll-mt-4 rounded-lg border bg-surface">
      <summary className="px-4 py-2 font-mono text-code [overflow-wrap:anywhere] group-open:border-b hover:bg-sunken">
        {title}
      </summary>
      <div className="grid gap-3 p-4">
        <div className="flex items-end gap-3">
          <div className="min-w-0 flex-1">
            <TextField
              label="Path"
              aria-label={`Path of ${title}`}
              name="path"
              value={file.path}
              maxLength={1024}
              autoCapitalize="off"
              className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-code text-ink hover:border-muted"
              {...(onChange && { onInput: (event) => onChange({ path: event.currentTarget.value }) })}
            />
          </div>
          {onRemove && (
            <button
              type="button"
              onClick={onRemove}
              aria-label={`Remove ${title}`}
              className="min-h-9 rounded-md px-2 text-muted text-sm hover:bg-sunken hover:text-ink noscript:hidden"
            >
              Remove
            </button>
          )}
        </div>
        <textarea
          name="text"
          aria-label={`Text of ${title}`}
          defaultValue={file.text}
          rows={rows}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onInput={onChange && ((event) => onChange({ text: event.currentTarget.value }))}
          className="w-full min-w-0 resize-y overflow-auto rounded-md border border-line-strong bg-surface px-2.5 py-2 font-mono text-code text-ink leading-5 [tab-size:4] hover:border-muted"
        />
      </div>
    </details>
  )
}
