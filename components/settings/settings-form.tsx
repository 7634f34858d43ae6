'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { SettingsAnswer } from '@/lib/actions/settings'
import { plural } from '@/lib/checks/wording'
import type { OrganisationSettings, OrganisationSettingsView } from '@/lib/data/organisation-settings'
import { BarField, KindField } from './settings-fields'

/** What counts, and the bar for pull requests: to be changed by owners, to be read by the others. */
export function SettingsForm({
  view,
  store,
}: {
  readonly view: OrganisationSettingsView
  readonly store: (last: unknown, form: FormData) => Promise<SettingsAnswer>
}) {
  const { settings, because, mayChange, checks } = view
  const [answer, save, isSaving] = useActionState<SettingsAnswer | null, FormData>(store, null)
  return (
    <>
      <form action={save} className="grid gap-5">
        {/* Another key for other settings: what is stored now stands in the fields, whoever stored it. */}
        <fieldset key={JSON.stringify(settings)} disabled={!mayChange} className="grid gap-4">
          <legend className="sr-only">Which repositories count</legend>
          <KindField name="includeForks" isOn={settings.includeForks} repositories={because.includeForks}>
            Forks
          </KindField>
          <KindField name="includeArchived" isOn={settings.includeArchived} repositories={because.includeArchived}>
            Archived repositories
          </KindField>
          <KindField name="includeNonPython" isOn={settings.includeNonPython} repositories={because.includeNonPython}>
            Repositories without Python
          </KindField>
          <BarField value={settings.pullRequestBar} checks={checks} />
        </fieldset>
        {mayChange && (
          <div>
            <Button type="submit" look="primary" busy={isSaving}>
              {isSaving ? 'Saving' : 'Save'}
            </Button>
          </div>
        )}
      </form>
      {answer && <Outcome answer={answer} undo={save} isSaving={isSaving} />}
    </>
  )
}

function Outcome({
  answer,
  undo,
  isSaving,
}: {
  readonly answer: SettingsAnswer
  readonly undo: (form: FormData) => void
  readonly isSaving: boolean
}) {
  if (!answer.ok) {
    return (
      <p role="alert" className="mt-4 text-fail text-sm">
        {answer.error}
      </p>
    )
  }
  const { before, counted } = answer
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 text-sm">
      <p role="status">
        {before
          ? `Saved. ${plural(counted, 'repository counts', 'repositories count')} now; the next scan reads those that were not read yet.`
          : 'Nothing changed.'}
      </p>
      {before && (
        <form action={undo}>
          {fieldsOf(before).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" busy={isSaving}>
            Undo
          </Button>
        </form>
      )}
    </div>
  )
}

/** The same settings as the form would send them. */
function fieldsOf({ pullRequestBar, ...kinds }: OrganisationSettings): [name: string, value: string][] {
  const ticked = Object.entries(kinds).flatMap(([name, isOn]): [string, string][] => (isOn ? [[name, 'on']] : []))
  return [...ticked, ['pullRequestBar', pullRequestBar === null ? '' : String(pullRequestBar)]]
}
