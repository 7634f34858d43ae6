import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { extras } from '@/lib/setup/app-manifest.js'
import type { AppQuery } from './app-query'

/** Which App it is to be; a plain GET form, so that the answer is an address. */
export function AppForm({ query }: { readonly query: AppQuery }) {
  return (
    <form action="/connect#app" className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-4" autoComplete="off">
      <TextField
        label="Organisation on GitHub"
        name="organisation"
        value={query.organisation}
        placeholder="octo-org"
        required
      />
      <TextField
        label="Address at which people reach Airworthy"
        name="url"
        value={query.url}
        inputMode="url"
        required
      />
      <fieldset className="grid gap-1">
        <legend className="mb-1 text-muted text-xs">Optional permissions</legend>
        {Object.entries(extras).map(([id, { title }]) => (
          <Choice key={id} name="with" value={id} isOn={query.with.some((chosen) => chosen === id)}>
            {title}
          </Choice>
        ))}
      </fieldset>
      <fieldset className="grid gap-1">
        <legend className="mb-1 text-muted text-xs">Who may install it</legend>
        <Choice name="public" value="on" isOn={query.isPublic}>
          Other organisations, too
        </Choice>
      </fieldset>
      {query.problem && (
        <p role="alert" className="text-fail text-sm">
          {query.problem}
        </p>
      )}
      <div>
        <Button type="submit" look="primary">
          Show the steps
        </Button>
      </div>
    </form>
  )
}

function Choice({
  name,
  value,
  isOn,
  children,
}: {
  readonly name: string
  readonly value: string
  readonly isOn: boolean
  readonly children: string
}) {
  return (
    <label className="flex min-h-7 items-center gap-3 text-sm">
      <input type="checkbox" name={name} value={value} defaultChecked={isOn} className="size-4 shrink-0 accent-ink" />
      {children}
    </label>
  )
}
