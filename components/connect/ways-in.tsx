import type { ReactNode } from 'react'
import { Tag } from '@/components/ui/tag'
import { Command } from './command'

export type Way = 'app' | 'oauth' | 'token'

/** The three ways in: for whom each is, what it can see, and how it is set up. */
export function WaysIn({
  used,
  githubUrl,
  ownUrl,
}: {
  /** The one that this Airworthy goes; null in the demonstration. */
  readonly used: Way | null
  readonly githubUrl: string
  readonly ownUrl: string
}) {
  const elsewhere = githubUrl === 'https://github.com' ? '' : `GITHUB_URL=${githubUrl} `
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3">
      <WayIn title="A GitHub App" note="The normal way, for an organisation" isUsed={used === 'app'}>
        <p>
          The App’s installation reads the code, whoever is signed in. Each person sees the repositories of the
          installation that GitHub lets them read. It hears of changes at once, and leaves with nobody.
        </p>
        <p>
          <a href="#app" className="link">
            Create the App
          </a>
        </p>
      </WayIn>
      <WayIn title="An OAuth App" note="Where no GitHub App can be installed" isUsed={used === 'oauth'}>
        <p>
          Scans read with the sign-in of a person, owners first, and see what that person sees. Each person sees the
          repositories that GitHub lets them read. Changes are found by the daily look and by re-checks.
        </p>
        <p>
          Register it in the organisation’s developer settings with the callback{' '}
          <code className="[overflow-wrap:anywhere]">{ownUrl}/api/auth/callback/github</code>, approve it for the
          organisation, and start:
        </p>
        <Command
          label="Start with an OAuth App"
          text={`${elsewhere}GITHUB_CLIENT_ID=... GITHUB_CLIENT_SECRET=... NEXTAUTH_URL=${ownUrl} npm start`}
        />
      </WayIn>
      <WayIn title="A token" note="One person on one machine" isUsed={used === 'token'}>
        <p>
          Nobody signs in, and only this machine is answered. It sees what the token sees: classic with the scopes{' '}
          <code>repo</code> and <code>read:org</code>, or fine-grained for one organisation with Metadata, Contents and
          Members, each to read.
        </p>
        <Command label="Start with a token" text={`${elsewhere}GITHUB_TOKEN=... npm start`} />
      </WayIn>
    </ul>
  )
}

function WayIn({
  title,
  note,
  isUsed,
  children,
}: {
  readonly title: string
  readonly note: string
  readonly isUsed: boolean
  readonly children: ReactNode
}) {
  return (
    <li className="grid min-w-0 content-start gap-3 rounded-lg border bg-surface px-4 py-4 text-sm sm:px-5">
      <div>
        <h2 className="flex items-center gap-2 font-semibold text-[0.9375rem]">
          {title}
          {isUsed && <Tag>In use here</Tag>}
        </h2>
        <p className="text-muted">{note}</p>
      </div>
      {children}
    </li>
  )
}
