import { CopyButton } from '@/components/repo/copy-button'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import { renewBadgeLink } from '@/lib/actions/badges'
import { type BadgeLinks, getBadgeLinks } from '@/lib/data/badges'
import { RenewLink } from './renew-link'

/** A picture of the score to show elsewhere, with what to write for it. */
export async function BadgePanel({ org, name }: { readonly org: string; readonly name: string }) {
  const links = await getBadgeLinks(org, name)
  return (
    <Panel title="Badge" id="badge" note="The score, or one verdict, for a README" className="print:hidden">
      {links.image ? (
        <Picture links={links} image={links.image} />
      ) : (
        <p className="text-muted text-sm">
          This repository is private. Who administers it can hand out a link to its badge.
        </p>
      )}
    </Panel>
  )
}

function Picture({ links, image }: { readonly links: BadgeLinks; readonly image: string }) {
  const { org, name, isPrivate, mayRevoke, page } = links
  const markdown = `[![Airworthy](${image})](${page})`
  const { pathname, search } = new URL(image)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-sm">
      {/* biome-ignore lint/performance/noImgElement: an SVG of 20 pixels has nothing to be optimised. */}
      <img
        src={`${pathname}${search}`}
        alt={`The badge of ${name}`}
        height={20}
        loading="lazy"
        className="h-5 w-auto justify-self-start"
      />
      <div className="flex items-start gap-2">
        <ScrollArea label="Markdown of the badge" className="min-w-0 flex-1 rounded bg-sunken px-2 py-1.5">
          <code className="font-mono text-xs whitespace-nowrap">{markdown}</code>
        </ScrollArea>
        <CopyButton text={markdown} label="Copy the Markdown of the badge" />
      </div>
      <p className="text-muted">
        {isPrivate
          ? 'Whoever has this link sees the score, and nothing else of this private repository. '
          : 'Anybody may see it, as the repository is public. '}
        For one verdict, add{' '}
        <code className="font-mono text-[0.92em]">{isPrivate ? '&' : '?'}characteristic=testing</code>.
      </p>
      {mayRevoke && <RenewLink renew={renewBadgeLink.bind(null, org, name)} />}
    </div>
  )
}
