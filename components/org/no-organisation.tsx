import { Button, ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ExternalLink } from '@/components/ui/external-link'
import { TextField } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'

const CONNECT = (
  <ButtonLink key="connect" href="/connect">
    How to connect
  </ButtonLink>
)

/** Why the list of organisations is empty, by the way in, and what to do. */
export function NoOrganisation({
  way,
  installAddress,
  grantAddress,
}: {
  readonly way: 'app' | 'oauth' | 'token'
  /** Where the App is installed. */
  readonly installAddress: string | null
  /** Where a person asks for an OAuth App to be approved. */
  readonly grantAddress: string
}) {
  if (way === 'app') {
    return (
      <Empty
        title="Airworthy is not installed in any of your organisations"
        actions={
          <>
            {installAddress && (
              <ButtonLink look="primary" href={installAddress} rel="noreferrer">
                Install on GitHub
                <Icon name="external" className="size-3.5" />
              </ButtonLink>
            )}
            {CONNECT}
          </>
        }
      >
        An owner of the organisation installs its GitHub App
        {installAddress ? '' : ', from the page of the App on GitHub'}. You see the organisation here at once.
      </Empty>
    )
  }
  if (way === 'token') {
    return (
      <Empty title="GitHub names no organisation to this token" actions={CONNECT}>
        A classic token needs the scopes repo and read:org. To a fine-grained token GitHub names no organisation: open
        the one that it was made for by its name.
      </Empty>
    )
  }
  return (
    <Empty title="GitHub names no organisation of yours" actions={CONNECT}>
      If you belong to one, its owners may have to approve Airworthy first: ask them{' '}
      <ExternalLink href={grantAddress}>in your settings on GitHub</ExternalLink>.
    </Empty>
  )
}

/** Leads to an organisation that GitHub does not name by itself. */
export function OpenByName({ problem }: { readonly problem: boolean }) {
  return (
    <form action="/orgs" className="flex flex-wrap items-end gap-3">
      <TextField
        label="Open an organisation by its name on GitHub"
        name="open"
        value=""
        required
        aria-describedby={problem ? 'open-problem' : undefined}
      />
      <Button type="submit">Open</Button>
      {problem && (
        <p id="open-problem" role="alert" className="basis-full text-fail text-sm">
          This is not the name of an organisation on GitHub.
        </p>
      )}
    </form>
  )
}
