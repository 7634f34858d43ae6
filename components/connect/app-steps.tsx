import { ExternalLink } from '@/components/ui/external-link'
import { Notice } from '@/components/ui/notice'
import { type AppRequest, isReachable, prefillQuery } from '@/lib/setup/app-manifest.js'
import { Command } from './command'

/** How this App comes about: by one command, or by hand on GitHub's page with everything filled in. */
export function AppSteps({
  request,
  githubUrl,
  ownUrl,
}: {
  readonly request: AppRequest
  readonly githubUrl: string
  readonly ownUrl: string
}) {
  const { organisation } = request
  const page = `${githubUrl}/organizations/${encodeURIComponent(organisation)}/settings/apps/new?${prefillQuery(request)}`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 text-sm">
      {new URL(request.url).origin !== new URL(ownUrl).origin && (
        <p className="max-w-prose rounded-md bg-unknown-soft px-3 py-2 text-unknown [overflow-wrap:anywhere]">
          GitHub will send people who sign in, and what it tells of the organisation, to {new URL(request.url).host}. Go
          on only if that is yours.
        </p>
      )}
      {!isReachable(request.url) && (
        <Notice tone="unsure" role="note">
          GitHub can’t reach {request.url}, so the App comes without webhooks: changes show after the daily scan or a
          re-check. With an address that GitHub reaches, they show within seconds.
        </Notice>
      )}
      <section aria-labelledby="by-command" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h3 id="by-command" className="font-semibold">
          With a terminal where Airworthy runs
        </h3>
        <p className="max-w-prose text-muted">
          It opens GitHub in your browser, creates the App when you confirm, and keeps the keys in <code>.env</code>.
          You have to be an owner of {organisation}.
        </p>
        <Command label="Create the App" text={commandOf(request, githubUrl)} />
      </section>
      <section aria-labelledby="by-hand" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h3 id="by-hand" className="font-semibold">
          Or by hand
        </h3>
        <ol className="grid list-decimal grid-cols-[minmax(0,1fr)] gap-2 pl-5">
          <li>
            <ExternalLink href={page}>Open GitHub’s form, filled in</ExternalLink>
            {isReachable(request.url) && ', make up a webhook secret of at least 16 characters there,'} and create the
            App.
          </li>
          <li>On the page of the App, generate a private key and a client secret.</li>
          <li>
            Give them to Airworthy and start it again:
            <div className="mt-2">
              <Command label="Settings of the App" text={settingsOf(request, githubUrl)} />
            </div>
          </li>
          <li>On the page of the App, choose “Install App”, and {organisation}.</li>
        </ol>
      </section>
    </div>
  )
}

function commandOf({ organisation, url, with: chosen, isPublic }: AppRequest, githubUrl: string): string {
  const parts = [
    ...(githubUrl === 'https://github.com' ? [] : [`GITHUB_URL=${githubUrl}`]),
    `npm run connect -- ${organisation}`,
    ...(isReachable(url) ? [`--url ${url}`] : []),
    ...(chosen.length > 0 ? [`--with ${chosen.join(',')}`] : []),
    ...(isPublic ? ['--public'] : []),
  ]
  return parts.join(' ')
}

function settingsOf({ url }: AppRequest, githubUrl: string): string {
  return [
    ...(githubUrl === 'https://github.com' ? [] : [`GITHUB_URL=${githubUrl}`]),
    'GITHUB_APP_ID=123456',
    'GITHUB_APP_PRIVATE_KEY=...   # base64 -w0 key.pem',
    'GITHUB_CLIENT_ID=Iv23...',
    'GITHUB_CLIENT_SECRET=...',
    ...(isReachable(url) ? ['GITHUB_WEBHOOK_SECRET=...'] : []),
    `NEXTAUTH_URL=${url}`,
  ].join('\n')
}
