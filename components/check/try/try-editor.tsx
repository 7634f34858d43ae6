'use client'

import { type FormEvent, useActionState, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { VerdictText } from '@/components/ui/verdict'
import type { TriedFiles } from '@/lib/actions/try-example'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'
import { MOST_FILES, type TrialFile } from '@/lib/trials/trial'
import { askTrial } from './ask-trial'
import { type DraftFile, draftOf, filesOf, isSame, rangeOfLines, withFile, withNewFile, withoutFile } from './draft'
import { FileEditor } from './file-editor'
import { type Judging, pausingJudge } from './pausing-judge'
import { TrialView } from './trial-view'

/** From so many files on only those with evidence are open at first. */
const MANY_FILES = 4

interface TryEditorProps {
  readonly check: CharacteristicId
  readonly verdict: Verdict
  /** The example as it stands; files with evidence come first. */
  readonly files: readonly (TrialFile & { readonly isEvidence: boolean })[]
  /** Address of this page: gone to, it shows the example again. */
  readonly path: string
  /** Judges the form where no script runs. */
  readonly tryForm: (last: TriedFiles | null, form: FormData) => Promise<TriedFiles>
}

/** The files of an example to be changed and judged again; what is written here is kept nowhere. */
export function TryEditor({ check, verdict, files, path, tryForm }: TryEditorProps) {
  const [posted, post] = useActionState(tryForm, null)
  const [draft, setDraft] = useState<readonly DraftFile[]>(() => draftOf(posted?.files ?? files))
  const [round, setRound] = useState(0)
  const [putBack, setPutBack] = useState<{ readonly ok: true } | null>(null)
  const [{ judged, isJudging }, setJudging] = useState<Judging>({ judged: posted, isJudging: false })
  const [judging] = useState(() =>
    pausingJudge({
      ask: (sent) => askTrial(check, sent),
      given: filesOf(draftOf(posted?.files ?? files)),
      judged: posted,
      tell: setJudging,
    }),
  )
  const places = useRef(new Map<number, HTMLDetailsElement>())
  const addButton = useRef<HTMLButtonElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  const isAdding = useRef(false)

  // What was written before this script ran.
  useEffect(() => {
    if (form.current) setDraft(draftOf(fieldsOf(form.current)))
  }, [])

  useEffect(() => judging.offer(filesOf(draft)), [judging, draft])
  useEffect(() => judging.stop, [judging])

  function judge(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    void judging.now(filesOf(draft))
  }

  function reset() {
    setDraft(draftOf(files))
    judging.reset(filesOf(draftOf(files)))
    setRound(round + 1)
    setPutBack({ ok: true })
  }

  function add() {
    isAdding.current = true
    setDraft(withNewFile(draft))
  }

  function keep(key: number, place: HTMLDetailsElement | null) {
    if (!place) {
      places.current.delete(key)
      return
    }
    places.current.set(key, place)
    if (isAdding.current && key === draft.at(-1)?.key) {
      isAdding.current = false
      place.querySelector('input')?.focus()
    }
  }

  function remove(key: number) {
    setDraft(withoutFile(draft, key))
    addButton.current?.focus()
  }

  function jump({ path: wanted, line, endLine }: Evidence) {
    const file = draft.find((one) => one.path.trim() === wanted)
    const place = file && places.current.get(file.key)
    const text = place?.querySelector('textarea')
    if (!file || !place || !text) return
    place.open = true
    text.focus({ preventScroll: true })
    const { from, to } = rangeOfLines(text.value, line ?? 1, endLine)
    text.setSelectionRange(from, line === undefined ? from : to)
    const lineHeight = Number.parseFloat(getComputedStyle(text).lineHeight)
    text.scrollTop = Math.max(0, ((line ?? 1) - 3) * lineHeight)
    place.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <section aria-label="Files" className="min-w-0">
        <form ref={form} id={formId} action={post} onSubmit={judge} className="grid gap-3">
          {draft.map((file) => (
            <FileEditor
              key={`${round} ${file.key}`}
              id={anchor(file)}
              file={file}
              name="New file"
              isOpen={isOpenAtFirst(file, files)}
              place={(element) => keep(file.key, element)}
              onChange={(change) => setDraft((now) => withFile(now, file.key, change))}
              onRemove={() => remove(file.key)}
            />
          ))}
          {draft.length === 0 && <p className="text-muted text-sm">An empty repository.</p>}
          <noscript>
            <FileEditor file={{ path: '', text: '' }} name="One more file" isOpen={false} />
            <p className="mt-3 text-muted text-sm">To remove a file, empty its path.</p>
          </noscript>
          <div className="noscript:hidden">
            <Button ref={addButton} busy={draft.length >= MOST_FILES} onClick={add}>
              Add a file
            </Button>
          </div>
        </form>
      </section>
      <section
        aria-label="Verdict"
        className="grid min-w-0 gap-4 rounded-lg border bg-surface p-4 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
      >
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" form={formId} look="primary" busy={isJudging}>
            {isJudging ? 'Judging…' : 'Judge'}
          </Button>
          <div className="noscript:hidden">
            <Confirm
              opener="Reset…"
              title="Put the example back?"
              consequence={
                isSame(filesOf(draft), files) ? 'Nothing was changed, so nothing is lost.' : 'What you changed is lost.'
              }
              action={reset}
              yes="Put it back"
              busy="Putting it back…"
              answer={putBack}
            />
          </div>
          <noscript>
            <a href={path} className="link text-sm">
              Reset
            </a>
          </noscript>
        </div>
        <div role="status" className="min-w-0">
          {judged ? (
            <TrialView
              answer={judged.answer}
              before={verdict}
              isStale={!isSame(filesOf(draft), judged.files)}
              anchorOf={(wanted) => {
                const file = draft.find((one) => one.path.trim() === wanted)
                return file ? anchor(file) : null
              }}
              onJump={jump}
            />
          ) : (
            <p className="text-sm">
              As it stands: <VerdictText verdict={verdict} />. Change something: it is judged when you pause, or when
              you press Judge.
            </p>
          )}
        </div>
      </section>
    </div>
  )
}

function isOpenAtFirst(file: DraftFile, files: TryEditorProps['files']): boolean {
  const asGiven = files.find(({ path }) => path === file.path)
  return !asGiven || asGiven.isEvidence || files.length < MANY_FILES
}

function anchor({ key }: DraftFile): string {
  return `file-${key}`
}

function fieldsOf(form: HTMLFormElement): readonly TrialFile[] {
  const fields = new FormData(form)
  const texts = fields.getAll('text').map(String)
  return fields.getAll('path').map((path, index) => ({ path: String(path), text: texts[index] ?? '' }))
}
