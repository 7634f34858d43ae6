import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Link } from '@/components/ui/link'
import { API_ROOT } from '@/lib/api/api-root'
import type { FailureMeaning } from '@/lib/api/openapi'
import { formatCount } from '@/lib/checks/wording'
import { REQUESTS_OF_ONE_PERSON, REQUESTS_PER_MINUTE } from '@/lib/data/api-usage'

const EXAMPLE = `curl --header "Authorization: Bearer $AIRWORTHY_TOKEN" \\
  "$AIRWORTHY_URL${API_ROOT}/orgs/octo-org/repositories?sort=score&order=asc"
`

/** What holds for every address: who may ask, how often, and what goes wrong. */
export function ApiGuide({ failures }: { readonly failures: readonly FailureMeaning[] }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 text-sm">
      <Topic title="Who asks">
        <p>
          Send a token that you create under{' '}
          <Link href="/settings/tokens" className="link">
            Access tokens
          </Link>
          . It sees what GitHub shows you at that moment, changes nothing, and stops when your sign-in does. In a
          browser in which you are signed in, every address opens without one.
        </p>
        <div className="overflow-hidden rounded-md border">
          <CodeBlock label="A request" code={EXAMPLE} />
        </div>
      </Topic>
      <Topic title="How often">
        <p>
          {REQUESTS_PER_MINUTE} requests a minute for each token, and {formatCount(REQUESTS_OF_ONE_PERSON)} for you with
          all your tokens. <Code>X-RateLimit-Limit</Code>, <Code>X-RateLimit-Remaining</Code> and{' '}
          <Code>X-RateLimit-Reset</Code> (seconds since 1970) say what is left. Lists come in pages; the header{' '}
          <Code>Link</Code> names those around the one you have.
        </p>
      </Topic>
      <Topic title="What goes wrong">
        <p>
          The answer is <Code>{'{"error": {"code", "message"}}'}</Code>, its message a sentence that says what to do.
        </p>
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[14rem_minmax(0,1fr)]">
          {failures.map(({ code, status, when }) => (
            <div key={code} className="contents">
              <dt className="font-mono text-xs leading-6">
                {status} {code}
              </dt>
              <dd className="text-muted">{when}</dd>
            </div>
          ))}
        </dl>
      </Topic>
      <Topic title="Badges">
        <p>
          <Code>/api/badge/ORGANISATION/REPOSITORY.svg</Code> draws the score, with <Code>?characteristic=testing</Code>{' '}
          that verdict. It is open to anybody where the repository is public; a private one’s administrators find a
          signed link on its page.
        </p>
      </Topic>
    </div>
  )
}

function Topic({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 max-w-3xl grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="font-semibold text-base">{title}</h2>
      {children}
    </section>
  )
}

function Code({ children }: { readonly children: string }) {
  return <code className="font-mono text-[0.92em] [overflow-wrap:anywhere]">{children}</code>
}
