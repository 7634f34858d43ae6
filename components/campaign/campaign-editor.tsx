import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { CampaignAnswer } from '@/lib/actions/campaigns'
import { formatCount } from '@/lib/checks/wording'
import { type CampaignDraft, draftPairs } from '@/lib/data/campaign-fields'
import { previewCampaign } from '@/lib/data/campaign-progress'
import { goalSentence } from '@/lib/data/campaign-words'
import type { CampaignCount } from '@/lib/data/campaigns'
import { listTeams } from '@/lib/data/teams'
import { CampaignForm } from './campaign-form'
import { StoreCampaign } from './store-campaign'

/** The form of a campaign; once it was sent, what is wrong with it, or what it would be about and the press that stores it. */
export async function CampaignEditor({
  org,
  path,
  draft,
  isAsked,
  earliest,
  cancel,
  store,
  press,
}: {
  readonly org: string
  /** Of this page, to which the form asks. */
  readonly path: string
  readonly draft: CampaignDraft
  /** The address says the draft: it is to be previewed. */
  readonly isAsked: boolean
  /** YYYY-MM-DD: the first possible last day. */
  readonly earliest: string
  readonly cancel: string
  readonly store: (last: unknown, form: FormData) => Promise<CampaignAnswer>
  /** What the press says. */
  readonly press: string
}) {
  const [teams, preview] = await Promise.all([listTeams(org), isAsked ? previewCampaign(org, draft, earliest) : null])
  return (
    <>
      {preview?.ok === false && (
        <Notice tone="bad" role="alert">
          <ul>
            {preview.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {preview?.ok && (
        <Panel title="Preview" note="Nothing is stored yet.">
          <div className="grid gap-3">
            <p className="text-sm [overflow-wrap:anywhere]">
              {goalSentence({ ...preview.fields, teams: namesOf(preview.fields.teams, teams) })}
            </p>
            <p className="text-sm">{effectOf(preview.count)}</p>
            <StoreCampaign
              // Another draft is another form, whose answer is not there yet.
              key={JSON.stringify(draft)}
              org={org}
              store={store}
              pairs={draftPairs(draft)}
              press={press}
            />
          </div>
        </Panel>
      )}
      <Panel title={preview?.ok ? 'Change it' : 'Campaign'}>
        <CampaignForm
          key={JSON.stringify(draft)}
          path={path}
          draft={draft}
          teams={teams}
          earliest={earliest}
          cancel={cancel}
        />
      </Panel>
    </>
  )
}

function effectOf({ scope, done }: CampaignCount): string {
  if (scope === 0) return 'No repository that you can see is in its scope. Choose other kinds or teams.'
  const repositories =
    scope === 1 ? 'One repository that you can see is' : `${formatCount(scope)} repositories that you can see are`
  return `${repositories} in its scope; ${done === 0 ? 'none' : formatCount(done)} of them ${done === 1 ? 'is' : 'are'} done already.`
}

function namesOf(
  slugs: readonly string[],
  teams: readonly { readonly slug: string; readonly name: string }[],
): string[] {
  return slugs.map((slug) => teams.find((team) => team.slug === slug)?.name ?? slug)
}
