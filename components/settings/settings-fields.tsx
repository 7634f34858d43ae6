import type { ReactNode } from 'react'
import { plural } from '@/lib/checks/wording'
import type { OrganisationSettingsView } from '@/lib/data/organisation-settings'

/** A checkbox for one kind of repository, with how many of them there are. */
export function KindField({
  name,
  isOn,
  repositories,
  children,
}: {
  readonly name: keyof OrganisationSettingsView['because']
  readonly isOn: boolean
  /** Those that count because of it, or would with it. */
  readonly repositories: number
  readonly children: ReactNode
}) {
  const effectId = `${name}-effect`
  return (
    <div className="flex items-start gap-3">
      <input
        type="checkbox"
        id={name}
        name={name}
        defaultChecked={isOn}
        aria-describedby={effectId}
        className="mt-1 size-4 shrink-0 accent-ink"
      />
      <div>
        <label htmlFor={name} className="font-medium text-sm">
          {children}
        </label>
        <p id={effectId} className="text-muted text-sm">
          {effect(isOn, repositories)}
        </p>
      </div>
    </div>
  )
}

function effect(isOn: boolean, repositories: number): string {
  if (repositories === 0) return isOn ? 'You can see none that counts because of this.' : 'You can see none.'
  const number = plural(repositories, 'repository', 'repositories')
  if (isOn) return `${number} that you can see ${repositories === 1 ? 'counts' : 'count'} because of this.`
  return `Would add ${number} that you can see.`
}

const WITHOUT_CHECKS = {
  granted: null,
  'not-granted': 'The GitHub App has not been granted “Checks: write” here, so no pull request is checked now.',
  'needs-app': 'Only a GitHub App can write checks on GitHub, so no pull request is checked now.',
} as const

/** The score under which a pull request fails. */
export function BarField({
  value,
  checks,
}: {
  readonly value: number | null
  readonly checks: OrganisationSettingsView['checks']
}) {
  return (
    <div className="grid gap-1.5 border-t pt-4">
      <label htmlFor="pullRequestBar" className="font-medium text-sm">
        Lowest score for pull requests
      </label>
      <div id="pullRequestBar-effect" className="max-w-prose text-muted text-sm">
        <p>
          From 0 to 100. A pull request that would leave the repository with less fails its check on GitHub. Leave it
          empty, and checks report the score without failing.
        </p>
        {WITHOUT_CHECKS[checks] && <p className="text-unknown">{WITHOUT_CHECKS[checks]}</p>}
      </div>
      <input
        type="number"
        id="pullRequestBar"
        name="pullRequestBar"
        min={0}
        max={100}
        step="any"
        inputMode="decimal"
        defaultValue={value ?? ''}
        placeholder="None"
        aria-describedby="pullRequestBar-effect"
        className="min-h-9 w-28 rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong disabled:opacity-60"
      />
    </div>
  )
}
