import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoOrganisation, OpenByName } from '@/components/org/no-organisation'
import { OrganisationList } from '@/components/org/organisation-list'
import { ExternalLink } from '@/components/ui/external-link'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { orgPath } from '@/components/ui/paths'
import { findInstallAddress } from '@/lib/auth/app-address'
import { listOrganisations, type OrganisationSummary } from '@/lib/data/organisations'
import { env, wayIn } from '@/lib/env'
import { hasCode } from '@/lib/errors'

export const metadata: Metadata = { title: 'Organisations' }

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function OrganisationsPage({ searchParams }: Props) {
  const { installation_id: installationId, setup_action: action, open } = await searchParams
  if (typeof open === 'string' && LOGIN.test(open.trim())) redirect(orgPath(open.trim()))
  const organisations = await listWith(typeof installationId === 'string' ? installationId : undefined)
  if (!organisations) redirect('/sign-in?from=/orgs')
  const way = wayIn()
  const installAddress = await findInstallAddress()
  const installed = organisations.find((organisation) => organisation.installationId === installationId)
  return (
    <PageMain>
      <PageHeader
        title="Organisations"
        actions={
          installAddress &&
          organisations.length > 0 && <ExternalLink href={installAddress}>Install in another organisation</ExternalLink>
        }
      >
        Those that you belong to on GitHub, and those that gave you access to a repository.
      </PageHeader>
      {action === 'request' && (
        <Notice tone="plain">
          GitHub asked the owners of the organisation to approve the App. It shows here once they have.
        </Notice>
      )}
      {installed && <Installed organisation={installed} />}
      {organisations.length > 0 ? (
        <OrganisationList organisations={organisations} githubUrl={env().GITHUB_URL} />
      ) : (
        <NoOrganisation way={way} installAddress={installAddress} grantAddress={grantAddress()} />
      )}
      {way === 'token' && <OpenByName problem={open !== undefined} />}
    </PageMain>
  )
}

const LOGIN = /^[a-z\d](?:-?[a-z\d]){0,38}$/i

/** A sign-in that can't be decrypted is replaced by a new one only. */
function leadToSignIn(error: unknown): never {
  if (hasCode(error, 'misconfigured')) redirect('/sign-in?error=OtherKey&from=/orgs')
  throw error
}

/** GitHub leads here after an installation, which may be newer than what was asked lately; anybody can write its number. */
async function listWith(installationId: string | undefined): Promise<readonly OrganisationSummary[] | null> {
  const organisations = await listOrganisations().catch(leadToSignIn)
  const isKnown = organisations?.some((organisation) => organisation.installationId === installationId)
  return installationId === undefined || isKnown ? organisations : listOrganisations({ anew: true })
}

/** Where a person sees what an OAuth App was granted, and asks owners for more. */
function grantAddress(): string {
  const { GITHUB_URL, GITHUB_CLIENT_ID = '' } = env()
  return `${GITHUB_URL}/settings/connections/applications/${encodeURIComponent(GITHUB_CLIENT_ID)}`
}

function Installed({ organisation: { login, name, state } }: { readonly organisation: OrganisationSummary }) {
  if (state === 'suspended' || state === 'not-installed') return null
  return (
    <Notice tone="good">
      Airworthy is installed in {name ?? login}.{' '}
      <Link href={orgPath(login)} className="underline underline-offset-2">
        {state === 'scanned' ? 'Open its scorecard' : 'Start its first scan'}
      </Link>
    </Notice>
  )
}
