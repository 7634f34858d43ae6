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
      <fieldset className="grid gap-2">
        <legend className="text-muted text-xs">Besides reading, the App may</legend>
        {Object.entries(extras).map(([id, { title }]) => (
          <Choice key={id} name="with" value={id} isOn={query.with.some((chosen) => chosen === id)}>
            {title}
          </Choice>
        ))}
        <Choice name="public" value="on" isOn={query.isPublic}>
          Be installed by other organisations, too
        </Choice>
      </fieldset>
      {query.problem && (
        <p role="alert" className="text-fail text-sm">
          {query.problem}
        </p>
      )}
      <div>
        <Button type="submit">Show me the steps</Button>
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
    <label className="flex min-h-6 items-center gap-3 text-sm">
      <input type="checkbox" name={name} value={value} defaultChecked={isOn} className="size-4 accent-ink" />
      {children}
    </label>
  )
}
