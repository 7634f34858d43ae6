import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { Command } from './command'

export type Way = 'app' | 'oauth' | 'token'

/** The three ways in, to compare: for whom each is, what it can see, and how it is set up. */
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
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3 lg:grid-rows-[auto_auto_auto]">
      <WayIn
        title="A GitHub App"
        note="For an organisation: the normal way"
        isUsed={used === 'app'}
        facts={{
          'Scans read': 'The repositories that the App is installed on, whoever is signed in or leaves.',
          'A person sees': 'Of those, what GitHub lets this person read.',
          'Changes show': 'Within seconds, by webhooks, and after the daily scan.',
        }}
      >
        <p>An owner of the organisation creates and installs it.</p>
        <p>
          <ButtonLink look="primary" href="#app">
            Create the App
          </ButtonLink>
        </p>
      </WayIn>
      <WayIn
        title="An OAuth App"
        note="Where no GitHub App can be installed"
        isUsed={used === 'oauth'}
        facts={{
          'Scans read': 'What one signed-in person may read: an owner, where one has signed in.',
          'A person sees': 'What GitHub lets this person read.',
          'Changes show': 'After the daily scan, or a re-check.',
        }}
      >
        <p>
          Register it in the organisation’s developer settings with the callback{' '}
          <code className="font-mono text-code [overflow-wrap:anywhere]">{ownUrl}/api/auth/callback/github</code>,
          approve it for the organisation, and start:
        </p>
        <Command
          label="Start with an OAuth App"
          text={`${elsewhere}GITHUB_CLIENT_ID=... GITHUB_CLIENT_SECRET=... NEXTAUTH_URL=${ownUrl} npm start`}
        />
      </WayIn>
      <WayIn
        title="A token"
        note="For one person on one machine"
        isUsed={used === 'token'}
        facts={{
          'Scans read': 'What the token reads.',
          'A person sees': 'The same. Nobody signs in, so Airworthy answers on this machine only.',
          'Changes show': 'After the daily scan, or a re-check.',
        }}
      >
        <p>
          A classic token with the scopes <Code>repo</Code> and <Code>read:org</Code>, or a fine-grained one of the
          organisation that may read Metadata, Contents and Members:
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
  facts,
  children,
}: {
  readonly title: string
  readonly note: string
  readonly isUsed: boolean
  readonly facts: Readonly<Record<string, string>>
  readonly children: ReactNode
}) {
  return (
    <li className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 rounded-lg border bg-surface px-4 py-4 text-sm sm:px-5 lg:row-span-3 lg:grid-rows-subgrid">
      <div>
        <h2 className="flex items-center gap-2 font-semibold text-body">
          {title}
          {isUsed && <Tag>In use here</Tag>}
        </h2>
        <p className="text-muted">{note}</p>
      </div>
      <dl className="grid content-start gap-2">
        {Object.entries(facts).map(([term, fact]) => (
          <div key={term}>
            <dt className="text-muted text-xs">{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 border-t pt-4">{children}</div>
    </li>
  )
}

function Code({ children }: { readonly children: string }) {
  return <code className="font-mono text-code">{children}</code>
}
