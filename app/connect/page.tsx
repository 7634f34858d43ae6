import type { Metadata } from 'next'
import { AppForm } from '@/components/connect/app-form'
import { parseAppQuery } from '@/components/connect/app-query'
import { AppSteps } from '@/components/connect/app-steps'
import { PermissionTable } from '@/components/connect/permission-table'
import { WaysIn } from '@/components/connect/ways-in'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Panel } from '@/components/ui/panel'
import { isLoopbackHost } from '@/lib/auth/loopback'
import { env, wayIn } from '@/lib/env'

export const metadata: Metadata = {
  title: 'Connect GitHub',
  description: 'Three ways to let Airworthy read an organisation, what each can see, and the permissions it takes.',
}

/** Asked on every request: the environment is not there while the application is built. */
export const dynamic = 'force-dynamic'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function ConnectPage({ searchParams }: Props) {
  const { GITHUB_URL, NEXTAUTH_URL } = env()
  // The demonstration's GitHub is this machine's own, and nobody wants to be connected to that.
  const isDemonstration = isLoopbackHost(new URL(GITHUB_URL).host)
  const githubUrl = isDemonstration ? 'https://github.com' : GITHUB_URL
  const query = parseAppQuery(await searchParams, NEXTAUTH_URL)
  return (
    <PageMain>
      <PageHeader title="Connect GitHub">
        Airworthy reads an organisation’s repositories and runs none of their code. There are three ways to let it.
      </PageHeader>
      <WaysIn used={isDemonstration ? null : wayIn()} githubUrl={githubUrl} ownUrl={NEXTAUTH_URL} />
      <Panel title="What the App may do" note="Nothing else: GitHub enforces it">
        <PermissionTable />
      </Panel>
      <Panel
        title="Create the App"
        id="app"
        note={`For an organisation on ${new URL(githubUrl).host}; another GitHub is named by GITHUB_URL`}
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <AppForm query={query} />
          {query.request && <AppSteps request={query.request} githubUrl={githubUrl} ownUrl={NEXTAUTH_URL} />}
        </div>
      </Panel>
      <Panel title="What happens next">
        <ol className="grid max-w-prose list-decimal gap-1 pl-5 text-sm">
          <li>Whoever installs the App chooses all repositories or some. GitHub leads back to Airworthy.</li>
          <li>Sign in with GitHub, choose the organisation, and start the first scan.</li>
          <li>
            The scorecard fills while it runs: first each repository as it is now, then how it stood at the end of the
            last 12 months.
          </li>
          <li>For more organisations, install the App in each. Each is seen by its own people only.</li>
        </ol>
      </Panel>
    </PageMain>
  )
}
