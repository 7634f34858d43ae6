import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { CampaignAnswer } from '@/lib/actions/campaigns'
import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import { type CampaignDraft, type CampaignFields, draftOf, draftPairs } from '@/lib/data/campaign-fields'
import { previewCampaign } from '@/lib/data/campaign-progress'
import { goalSentence } from '@/lib/data/campaign-words'
import type { CampaignCount } from '@/lib/data/campaigns'
import { listTeams } from '@/lib/data/teams'
import { CampaignForm } from './campaign-form'
import { StoreCampaign } from './store-campaign'

/** A campaign that is to be changed. */
export interface StoredCampaign {
  /** Of what is stored now. */
  readonly version: string
  /** The version that the draft was made from. */
  readonly basis: string
  /** What is stored now. */
  readonly fields: CampaignFields
}

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
  stored = null,
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
  readonly stored?: StoredCampaign | null
}) {
  const [teams, preview] = await Promise.all([listTeams(org), isAsked ? previewCampaign(org, draft, earliest) : null])
  const sentenceOf = (fields: CampaignFields) => goalSentence({ ...fields, teams: namesOf(fields.teams, teams) })
  // It is this draft once it was stored.
  const isStored = preview?.ok === true && stored !== null && isSame(preview.fields, stored.fields)
  const isStale = preview?.ok === true && stored !== null && stored.basis !== stored.version && !isStored
  // Only who is shown what is stored now goes on from there.
  const basis = isStale || isStored ? stored.version : stored?.basis
  // Another draft is another form, whose answer is not there yet; what is typed into one that was not sent stays.
  const key = isAsked ? `${JSON.stringify(draft)} ${isStale && stored.version}` : 'not sent'
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
            <p className="text-sm [overflow-wrap:anywhere]">{sentenceOf(preview.fields)}</p>
            <p className="text-sm">{effectOf(preview.count)}</p>
            {isStale ? (
              <Notice tone="unsure" role="alert">
                It was changed after you had begun. Now it is “{visibleText(stored.fields.name)}”:{' '}
                {sentenceOf(stored.fields)} Press “Preview” to put yours in its place all the same, or{' '}
                <Link href={path} className="link">
                  begin again from what it is now
                </Link>
                .
              </Notice>
            ) : (
              <StoreCampaign
                key={key}
                org={org}
                store={store}
                pairs={[...draftPairs(draft), ...(basis === undefined ? [] : [['basis', basis] as const])]}
                press={press}
              />
            )}
          </div>
        </Panel>
      )}
      <Panel title={preview?.ok ? 'Change it' : 'Campaign'}>
        <CampaignForm
          key={key}
          path={path}
          draft={draft}
          teams={teams}
          earliest={earliest}
          basis={basis}
          isAsked={isAsked}
          cancel={cancel}
        />
      </Panel>
    </>
  )
}

function isSame(left: CampaignFields, right: CampaignFields): boolean {
  const textOf = (fields: CampaignFields) => JSON.stringify([...draftPairs(draftOf(fields))].sort())
  return textOf(left) === textOf(right)
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
