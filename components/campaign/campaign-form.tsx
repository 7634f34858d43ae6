import { Button, ButtonLink } from '@/components/ui/button'
import { characteristicName } from '@/components/ui/characteristic-name'
import { NumberField, SelectField, TextField } from '@/components/ui/field'
import { ScrollArea } from '@/components/ui/scroll-area'
import { CHARACTERISTICS, KIND_TITLES } from '@/lib/checks/rubric'
import { CAMPAIGN_KINDS, type CampaignDraft, SCORE_GOAL } from '@/lib/data/campaign-fields'
import { HeldField } from './held-field'

const GOALS = [
  ...CHARACTERISTICS.map(({ id }) => ({ value: id as string, label: characteristicName(id) })),
  { value: SCORE_GOAL, label: 'A lowest score' },
]

/** What a campaign wants, of whom and by when. It asks for a preview, in the address, and stores nothing. */
export function CampaignForm({
  path,
  draft,
  teams,
  earliest,
  basis = null,
  isAsked,
  cancel,
}: {
  readonly path: string
  readonly draft: CampaignDraft
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  /** YYYY-MM-DD. */
  readonly earliest: string
  /** The version of a stored campaign from which this is a change. */
  readonly basis?: string | null
  /** The draft is one that was sent; before that what is typed was begun from what the form was drawn with first. */
  readonly isAsked: boolean
  readonly cancel: string
}) {
  return (
    <form action={path} method="get" aria-label="Campaign" autoComplete="off" className="grid max-w-2xl gap-5">
      {basis !== null && <HeldField key={isAsked ? basis : 'first'} name="basis" value={basis} />}
      <TextField label="Name" name="name" value={draft.name} required maxLength={100} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="What all of them should have"
          name="goal"
          value={draft.goal}
          any="Choose…"
          required
          options={GOALS}
        />
        <NumberField
          label="Lowest score, where that is wanted"
          name="score"
          value={draft.score === '' ? undefined : Number(draft.score)}
          min={1}
          max={100}
          step="any"
        />
      </div>
      <fieldset className="grid gap-1">
        <legend className="text-muted text-xs">Of these kinds; none chosen: of all kinds</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {CAMPAIGN_KINDS.map((kind) => (
            <Tick key={kind} name="kind" value={kind} isOn={draft.kinds.includes(kind)}>
              {KIND_TITLES[kind]}
            </Tick>
          ))}
        </div>
      </fieldset>
      {teams.length > 0 && (
        <fieldset className="grid gap-1">
          <legend className="text-muted text-xs">
            Of these teams; none chosen: of all repositories. Who may not know of a team is not told of it here either.
          </legend>
          <ScrollArea label="Teams" className="max-h-56">
            <div className="grid gap-x-5 gap-y-1 p-1 sm:grid-cols-2">
              {teams.map(({ slug, name }) => (
                <Tick key={slug} name="team" value={slug} isOn={draft.teams.includes(slug)}>
                  {name}
                </Tick>
              ))}
            </div>
          </ScrollArea>
        </fieldset>
      )}
      <label className="grid w-fit gap-1">
        <span className="text-muted text-xs">Last day</span>
        <input
          type="date"
          name="target"
          required
          min={earliest}
          defaultValue={draft.target}
          className="min-h-9 rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong"
        />
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">Preview</Button>
        <ButtonLink href={cancel}>Cancel</ButtonLink>
      </div>
    </form>
  )
}

function Tick({
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
    <label className="flex min-w-0 items-center gap-2 py-1 text-sm">
      <input type="checkbox" name={name} value={value} defaultChecked={isOn} className="size-4 shrink-0 accent-ink" />
      <span className="[overflow-wrap:anywhere]">{children}</span>
    </label>
  )
}
